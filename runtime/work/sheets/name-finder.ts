import { append } from '../../../metadata/common/append.ts';
import type { Problem } from '../../../metadata/common/issue.ts';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import { nearNames } from '../../../metadata/common/near-names.ts';
import type { Form } from '../../../metadata/model.ts';
import { type CalledRecord, namedTogether } from '../../../metadata/numbering/named-together.ts';
import type { Call } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';
import type { Column } from './book/column.ts';
import { cellProblem } from './merge-rows.ts';
import type { CellProblem, ReadRecord, ReadRow } from './read-record.ts';

/** Values of one `in`. */
const mostAtOnce = 200;
/** Of these somebody may have meant one; where none is near, what a search for the text finds. */
const mostCompared = 500;

/** The finding about a text that names a record of one form. */
type NameMatch = { readonly id: string; readonly number: string | null } | Ambiguous;
type Ambiguous =
  | { readonly several: readonly string[] }
  | { readonly differ: { readonly number: CalledRecord; readonly name: CalledRecord } };

/** By id of a form, texts of a file and the name or number that each was meant to be. */
export type Meant = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Records that cells name by what people call them, where no number is so. */
export class NameFinder {
  readonly #store: Store;
  readonly #call: Call;
  /** By form and text; absent: not looked for yet, null: there is none. */
  readonly #known = new Map<string, Map<string, NameMatch | null>>();
  readonly #all = new Map<string, readonly string[]>();
  /** By form and text that has a number and a name in it: what the record is called of which it says one. */
  readonly #halves = new Map<string, Map<string, string>>();

  readonly #meant: Meant;

  constructor(store: Store, call: Call, meant: Meant = {}) {
    this.#store = store;
    this.#call = call;
    this.#meant = meant;
  }

  /** The same records with names put right; a name that several have is a problem of its cell, unless the record has it. */
  async resolve(records: readonly ReadRecord[]): Promise<readonly ReadRecord[]> {
    const wanted = new Map<string, Set<string>>();
    for (const row of records.flatMap(rowsOf))
      for (const [column, value] of row.values)
        for (const { form, text } of textsOf(column, value))
          wanted.set(form, (wanted.get(form) ?? new Set()).add(this.#meaning(form, text)));
    for (const [form, texts] of wanted) await this.#lookUp(form, [...texts]);
    return records.map((record) => this.#resolved(record));
  }

  /** Names or numbers that are near to one nobody has. */
  async near(id: string, text: string): Promise<readonly string[]> {
    const form = this.#call.served.model.formsById.get(id);
    if (!form) return [];
    let all = this.#all.get(id);
    if (!all) {
      all = namesOf(form, await this.#list(form, { limit: mostCompared }));
      this.#all.set(id, all);
    }
    const near = nearNames(text, all);
    // A name that is written nearly so is meant rather than one that is a half of the text.
    const half = this.#halves.get(id)?.get(text);
    if (half !== undefined) return [...new Set([...near, half])];
    if (near.length > 0) return near;
    const hits = await this.#list(form, { q: text, limit: 3 });
    return hits.flatMap((record) => namesOf(form, [record])[0] ?? []);
  }

  #resolved(record: ReadRecord): ReadRecord {
    const problems: CellProblem[] = [];
    const withNumbers = (row: ReadRow): ReadRow => {
      const values = new Map<Column, Json>();
      const unclear = new Map<Column, Problem>();
      for (const [column, value] of row.values) {
        const mistakes: Problem[] = [];
        values.set(column, this.#put(column, value, mistakes));
        const [mistake] = mistakes;
        if (!mistake) continue;
        if (column.tone === 'key') problems.push(cellProblem(row, column, mistake));
        else unclear.set(column, mistake);
      }
      return { ...row, values, unclear };
    };
    const row = record.row && withNumbers(record.row);
    const rows = record.rows.map((some) => some.map(withNumbers));
    const source = row ?? rows.flat()[0];
    const keys = source
      ? [...source.values.keys()].filter(({ tone, points }) => tone === 'key' && points !== undefined)
      : [];
    if (keys.length === 0) return { ...record, row, rows, problems: [...record.problems, ...problems] };
    const columns = source ? source.found.sheet.columns.filter(({ tone }) => tone === 'key') : [];
    const identity = record.identity.map((known, at) => {
      const column = columns[at];
      return (column && source?.values.get(column)) ?? known;
    });
    const key = record.key.map((known, at) => {
      const [column, value] = [columns[at], identity[at]];
      return column?.points === undefined || value === null || value === undefined
        ? known
        : column.format(value, this.#call.language);
    });
    return { ...record, identity, key, row, rows, problems: [...record.problems, ...problems] };
  }

  /** Answers the meaning that whoever imports gives a text of the file. */
  #meaning(form: string, text: string): string {
    const known = this.#meant[form];
    return known && Object.hasOwn(known, text) ? (known[text] ?? text) : text;
  }

  #put(column: Column, value: Json, mistakes: Problem[]): Json {
    const one = (item: Json): Json => {
      const [named] = textsOf(column, item);
      if (named === undefined) return item;
      const { form, text: spelt } = named;
      const text = this.#meaning(form, spelt);
      const found = this.#known.get(form)?.get(text);
      const said = isObject(item) && 'form' in item ? { form } : {};
      if (!found) return text === spelt ? item : { ...said, number: text };
      if ('number' in found) return { ...said, ...found, ...(found.number === null ? { name: text } : {}) };
      mistakes.push(ambiguity(text, found));
      return item;
    };
    return Array.isArray(value) ? value.map(one) : one(value);
  }

  async #lookUp(id: string, texts: readonly string[]): Promise<void> {
    const form = this.#call.served.model.formsById.get(id);
    const known = this.#known.get(id) ?? new Map<string, NameMatch | null>();
    this.#known.set(id, known);
    const { number, title } = form ?? {};
    if (!form || !title || title === number || title.kind.comparison(title) !== 'text') return;
    const asked = texts.filter((text) => !known.get(text));
    for (let from = 0; from < asked.length; from += mostAtOnce) {
      const some = asked.slice(from, from + mostAtOnce);
      const numbered = number ? await this.#byField(form, number.name, some) : [];
      const taken = new Set(numbered.map((record) => String(record[number?.name ?? ''])));
      const others = some.filter((text) => !taken.has(text));
      const named = Map.groupBy(await this.#byField(form, title.name, others), (record) =>
        String(record[title.name]),
      );
      const unnamed = others.filter((text) => !named.has(text));
      const together = number ? await this.#together(form, unnamed) : new Map<string, NameMatch>();
      for (const text of some)
        known.set(text, matchOf(form, named.get(text) ?? []) ?? together.get(text) ?? null);
    }
  }

  /** Finds those that say the number and the name of a record in one. */
  async #together(form: Form, texts: readonly string[]): Promise<ReadonlyMap<string, NameMatch>> {
    const { number, title } = form;
    const matches = new Map<string, NameMatch>();
    if (!number || !title) return matches;
    const found = await namedTogether(texts, async (by, values) => {
      const field = by === 'number' ? number : title;
      const records: WireRecord[] = [];
      for (let from = 0; from < values.length; from += mostAtOnce)
        append(records, await this.#byField(form, field.name, values.slice(from, from + mostAtOnce)));
      return records.map((record) => ({
        id: record.id,
        number: String(record[number.name] ?? ''),
        title: String(record[title.name] ?? ''),
      }));
    });
    const halves = this.#halves.get(form.id) ?? new Map<string, string>();
    this.#halves.set(form.id, halves);
    for (const [text, one] of found) {
      if ('half' in one) halves.set(text, one.half.title || one.half.number);
      else if ('name' in one) matches.set(text, { differ: one });
      else {
        const [only, ...more] = one.same;
        if (only && more.length === 0) matches.set(text, { id: only.id, number: only.number });
        else matches.set(text, { several: one.same.map((each) => each.number) });
      }
    }
    return matches;
  }

  async #byField(form: Form, fact: string, value: readonly string[]): Promise<readonly WireRecord[]> {
    if (value.length === 0) return [];
    return this.#list(form, { filter: { fact, operator: 'in', value: [...value] }, limit: 500 });
  }

  /** Lists records that the organisation may use; of a form that one may not read, nothing is named. */
  async #list(form: Form, query: Parameters<Store['list']>[2]): Promise<readonly WireRecord[]> {
    const named = [form.number, form.title].flatMap((field) =>
      field && this.#call.rights.readable(form, field) ? field.name : [],
    );
    try {
      const page = await this.#store.list(this.#call, form, {
        view: 'use',
        fields: [...new Set(named)],
        ...query,
      });
      return page.items;
    } catch (error) {
      if (error instanceof Refusal && error.status < 500) return [];
      throw error;
    }
  }
}

function rowsOf({ row, rows }: ReadRecord): readonly ReadRow[] {
  return [...(row ? [row] : []), ...rows.flat()];
}

/** Answers the texts by which a cell names records; not those it names by their id. */
function textsOf(column: Column, value: Json): readonly { readonly form: string; readonly text: string }[] {
  return (Array.isArray(value) ? (value as readonly Json[]) : [value]).flatMap((item) => {
    const form = column.points?.(item);
    if (form === undefined || !isObject(item) || 'id' in item) return [];
    const { number } = item as { readonly number?: Json };
    return typeof number === 'string' ? [{ form, text: number }] : [];
  });
}

/** Answers the match with the records that have a text as their name; undefined: there are none. */
function matchOf(form: Form, same: readonly WireRecord[]): NameMatch | undefined {
  const [only, ...more] = same;
  if (!only) return undefined;
  if (more.length === 0) return { id: only.id, number: numberOf(form, only) };
  return { several: same.map((one) => numberOf(form, one) ?? `{${one.id}}`) };
}

/** The problem of a text that does not name one record. */
function ambiguity(text: string, found: Ambiguous): Problem {
  if ('several' in found)
    return { path: '', code: 'sheet-name-several', params: { name: text, numbers: [...found.several] } };
  const { number, name } = found.differ;
  const params = {
    text,
    number: number.number,
    title: number.title,
    name: name.title,
    other: name.number,
  };
  return { path: '', code: 'sheet-name-differs', params };
}

function numberOf({ number }: Form, record: WireRecord): string | null {
  const value = number ? record[number.name] : null;
  return value === null || value === undefined ? null : String(value);
}

function namesOf({ number, title }: Form, records: readonly WireRecord[]): readonly string[] {
  return [title, number].flatMap((field) =>
    field
      ? records.flatMap((record) =>
          typeof record[field.name] === 'string' ? [String(record[field.name])] : [],
        )
      : [],
  );
}
