import { append } from '../../metadata/common/append.ts';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import { namedTogether } from '../../metadata/numbering/named-together.ts';
import { withheldIn } from '../../metadata/withheld.ts';
import { ApiProblem } from '../session/api.ts';
import { session } from '../session/session.ts';
import type { FormModel } from './form-model.ts';
import { forms } from './forms.ts';
import { titleFields, titleOf } from './record-title.ts';

/** A record that can be picked, with what it is told apart by. */
export interface Pick {
  readonly id: string;
  readonly number: string | null;
  readonly name: string | null;
  /** The text in the field once it is picked. */
  readonly text: string;
  readonly record: JsonObject;
}

/** Records of a form that can be picked, searched by the server; pages come one after the other, by cursor. */
export class RecordPicks {
  readonly form: FormModel;
  readonly #view: 'use' | 'manage';
  readonly #disabled: boolean;
  #asked = '';
  #cursors: (string | null)[] = [];

  /**
   * `view`: what the organisation uses, or what one manages; default: the former. `disabled`: whether those that
   * are disabled can be picked as well, as where records are only looked for; default: no.
   */
  constructor(form: FormModel, view: 'use' | 'manage' = 'use', disabled = false) {
    this.form = form;
    this.#view = view;
    this.#disabled = disabled;
  }

  /** Whether it is told whose a record is: what one manages are those of other organisations, too. */
  get tellsOwner(): boolean {
    return this.#view === 'manage' && this.form.sharing !== undefined && session.organisations.length > 1;
  }

  /** Ids of the columns a picker shows beside number and name. */
  get columns(): readonly string[] {
    const { form } = this;
    const plain = form.list.columns.filter((id) => {
      const field = form.byId.get(id);
      return field && !field.rows && field !== form.title && field !== form.number && field.kind.sortable;
    });
    return plain.slice(0, this.tellsOwner ? 1 : 2);
  }

  /** One page, and how many there are at least. */
  async page(q: string, offered: Json | undefined, at: number, limit: number, signal?: AbortSignal) {
    if (offered === null) return { items: [], size: 0 };
    const asked = JSON.stringify([q, offered]);
    if (asked !== this.#asked) this.#cursors = [];
    this.#asked = asked;
    // Each page begins where the one before it ended.
    if (at > 0 && this.#cursors[at - 1] === undefined) await this.page(q, offered, at - 1, limit, signal);
    const cursor = at === 0 ? undefined : this.#cursors[at - 1];
    if (cursor === null) return { items: [], size: at * limit };
    const { items, next } = await this.#ask(q, offered, limit, { ...(cursor ? { cursor } : {}) }, signal);
    if (asked === this.#asked) this.#cursors[at] = next;
    const size = at * limit + items.length + (next ? limit : 0);
    return { items: items.map((item) => this.pick(item)), size };
  }

  #ask(
    q: string,
    offered: Json | undefined,
    limit: number,
    how: { readonly cursor?: string; readonly partial?: true },
    signal?: AbortSignal,
  ) {
    const { number, byId, picture = '' } = this.form;
    const named = [number, byId.get(picture)].flatMap((field) => field?.name ?? []);
    const fields = [...named, ...titleFields(this.form)];
    const more = this.columns.flatMap((id) => this.form.byId.get(id)?.name ?? []);
    return session.api.call('GET /api/forms/:form/records', {
      path: { form: this.form.name },
      query: {
        view: this.#view,
        limit,
        fields: [...new Set([...fields, ...more, 'enabled', ...(this.tellsOwner ? ['org'] : [])])].join(','),
        ...(q && { q }),
        ...how,
        ...this.#filter(offered),
      },
      ...(signal && { signal }),
    });
  }

  /** The server leaves out what cannot be picked: pages stay full, and the next begins where the last one ended. */
  #filter(offered: Json | undefined): { readonly filter?: string } {
    const enabled: Json = { fact: 'enabled', operator: 'equal', value: true };
    const all = [...(offered === undefined ? [] : [offered]), ...(this.#disabled ? [] : [enabled])];
    const [only] = all;
    if (only === undefined) return {};
    return { filter: JSON.stringify(all.length > 1 ? { all } : only) };
  }

  /** A record as it stands in a field. */
  pick(record: JsonObject): Pick {
    const said = (value: Json | undefined) => (typeof value === 'string' && value !== '' ? value : null);
    const number = said(record[this.form.number?.name ?? '']);
    const name = said(titleOf(this.form, record));
    return { id: String(record['id']), number, name, text: name ?? number ?? String(record['id']), record };
  }

  /** The one that somebody means who types its number or its whole name; undefined: none, or several. */
  async named(text: string, offered: Json | undefined): Promise<Pick | undefined> {
    return this.#namedIn((await this.#typed(text, offered)).items, text);
  }

  /** A number is found at once, also where to look through all names takes too long. */
  async #typed(text: string, offered: Json | undefined) {
    if (offered === null) return { items: [], isCut: false };
    const { items, complete } = await this.#ask(text, offered, 20, { partial: true });
    return { items: items.map((item) => this.pick(item)), isCut: complete === false };
  }

  /** As `named`, or the only one that is found at all; `several`: there are more, and one of them is to be picked. */
  async meant(text: string, offered: Json | undefined): Promise<Pick | 'several' | undefined> {
    const { items, isCut } = await this.#typed(text, offered);
    const [first, second] = items;
    return this.#namedIn(items, text) ?? (second || isCut ? 'several' : first);
  }

  #namedIn(items: readonly Pick[], text: string): Pick | undefined {
    const byNumber = items.filter(({ number }) => isText(number ?? undefined, text));
    const names = titleFields(this.form);
    const byName = items.filter(({ record }) => names.some((name) => isText(record[name], text)));
    const found = byNumber.length > 0 ? byNumber : byName;
    return found.length === 1 ? found[0] : undefined;
  }
}

function isText(value: Json | undefined, text: string): boolean {
  return typeof value === 'string' && value.toLowerCase() === text.toLowerCase();
}

/** Answers the pointer that is written for a picked record. */
export function pointerTo({ id, number, name, record }: Pick): JsonObject {
  if (withheldIn(record)) return record;
  return { id, number, name };
}

const known = new WeakMap<FormModel, RecordPicks>();

/** Records that a field may point at, to search; null: the person may not read their form. */
export async function picksOf(target: string): Promise<RecordPicks | null> {
  const name = session.formById(target)?.name;
  if (name === undefined) return null;
  try {
    const form = await forms.get(name);
    const picks = known.get(form) ?? new RecordPicks(form);
    known.set(form, picks);
    return picks;
  } catch (failure) {
    if (failure instanceof ApiProblem) return null;
    throw failure;
  }
}

const atOnce = 50;
const few = 20;

/**
 * The records that people mean by numbers or whole names; what is not in the answer is none, or several.
 * Undefined: nobody here can say, the server will.
 */
export async function lookUp(
  target: string,
  texts: readonly string[],
  offered: Json | undefined,
): Promise<ReadonlyMap<string, JsonObject> | undefined> {
  const picks = await picksOf(target);
  if (!picks) return undefined;
  const found = new Map<string, JsonObject>();
  const left = () => [...new Set(texts)].filter((text) => !found.has(text));
  // Many at once by what they are called exactly; what is left of a few as a person would search for it.
  if (left().length > few) {
    await lookUpMany(picks, picks.form.number, left(), offered, found);
    await lookUpMany(picks, picks.form.title, left(), offered, found);
  }
  if (left().length <= few)
    for (const text of left()) {
      const pick = await picks.named(text, offered);
      if (pick) found.set(text, pointerTo(pick));
    }
  await lookUpTogether(picks, left(), offered, found);
  return found;
}

/** Texts that say the number and the name in one, as people write them. */
async function lookUpTogether(
  picks: RecordPicks,
  texts: readonly string[],
  offered: Json | undefined,
  found: Map<string, JsonObject>,
): Promise<void> {
  const { number } = picks.form;
  if (!number || offered === null) return;
  const pickOf = new Map<string, Pick>();
  const together = await namedTogether(
    texts,
    async (_, parts) => {
      const items = await pickedBy(picks, number, parts, offered);
      for (const pick of items) pickOf.set(pick.id, pick);
      return items.map(({ id, number: said, name }) => ({ id, number: said ?? '', title: name ?? '' }));
    },
    { settled: true },
  );
  for (const [text, one] of together) {
    const [only, ...more] = 'same' in one ? one.same : [];
    const pick = only && more.length === 0 ? pickOf.get(only.id) : undefined;
    if (pick) found.set(text, pointerTo(pick));
  }
}

async function pickedBy(
  picks: RecordPicks,
  { name }: Field,
  texts: readonly string[],
  offered: Json | undefined,
): Promise<readonly Pick[]> {
  const all: Pick[] = [];
  for (let from = 0; from < texts.length; from += atOnce) {
    const asked: Json = { fact: name, operator: 'in', value: texts.slice(from, from + atOnce) };
    const { items } = await picks.page('', offered === undefined ? asked : { all: [offered, asked] }, 0, 200);
    append(all, items);
  }
  return all;
}

async function lookUpMany(
  picks: RecordPicks,
  by: Field | undefined,
  texts: readonly string[],
  offered: Json | undefined,
  found: Map<string, JsonObject>,
): Promise<void> {
  if (!by || offered === null) return;
  const items = await pickedBy(picks, by, texts, offered);
  for (const text of texts) {
    const same = items.filter(({ record }) => isText(record[by.name], text));
    if (same.length === 1 && same[0]) found.set(text, pointerTo(same[0]));
  }
}
