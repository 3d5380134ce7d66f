import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Field, Form } from '../../../metadata/model.ts';
import type { Facts } from '../../../rules/condition/facts.ts';
import type { Ref } from '../../../rules/condition/value.ts';
import type { Call } from '../../call/call.ts';
import type { Cell, Connection } from '../../database/database.ts';
import { padded } from '../../storage/store/record/insert.ts';
import { column, type RecordLayout } from '../../storage/store/record/layout.ts';
import type { Layouts } from '../../storage/store/record/layouts.ts';
import type { Stored } from '../../storage/store/record/stored.ts';
import { renderUsable } from '../../storage/store/sight/limits.ts';
import { sightOf } from '../../storage/store/sight/sight.ts';
import type { MatchParts } from './match-parts.ts';
import type { Needs } from './needs.ts';
import type { NamedRef } from './read-facts.ts';

const atOnce = 256;

type Target = NonNullable<Facts['target']>;

const nothing: Target = () => undefined;

/** The records that were looked up, and the facts that rules asked and the caller may not read; by ids. */
interface Completed {
  readonly target: Target;
  readonly unread: ReadonlySet<string>;
}

/**
 * Looks up what rules ask of records that facts only name: those the organisation of the call may use, as far as
 * the caller may read them, all of a form in one query, and none where the facts said enough. Completes ids and
 * numbers in place: which record is meant was said.
 */
export async function completeRefs(
  { reader, layouts, answers }: Pick<MatchParts, 'reader' | 'layouts' | 'answers'>,
  call: Call,
  needs: Needs,
  refs: readonly NamedRef[],
): Promise<Completed> {
  const unread = new Set<string>();
  if (needs.isEmpty || refs.length === 0) return { target: nothing, unread };
  const asked = refs.filter((ref) => isMissing(ref, needs));
  if (asked.length === 0) return { target: nothing, unread };
  for (const ref of asked) for (const fact of unreadOf(call, ref, needs)) unread.add(fact);
  const found = new RecordLookup(call);
  const look = async (refsToFind: readonly Pick<NamedRef, 'target' | 'value'>[]) => {
    for (const [form, records] of await find(reader, call, layouts, refsToFind)) {
      const seen = await answers.seen(reader, call, form, records);
      for (const [at, record] of seen.entries()) found.add(form, records[at] ?? record, record);
    }
  };
  await look(asked);
  const further: Pick<NamedRef, 'target' | 'value'>[] = [];
  for (const { path, target, value } of asked) {
    const record = found.target(target, value as Ref);
    if (!record) continue;
    value['id'] ??= record['id'] ?? null;
    const number = found.numberOf(record);
    if (number !== null) value['number'] ??= number;
    for (const [member, form] of needs.get(path)?.beyond ?? []) {
      const pointer = record[member];
      for (const id of Array.isArray(pointer) ? pointer : [pointer])
        if (typeof id === 'string') further.push({ target: form, value: { id } });
    }
  }
  await look(further);
  return { target: found.target, unread };
}

/** Answers the facts that rules ask of a referenced record, that nobody said and the caller may not read. */
function unreadOf(call: Call, { path, target, value }: NamedRef, needs: Needs): readonly string[] {
  const form = call.served.model.formsById.get(target);
  if (!form) return [];
  const readable = readableIn(call, form);
  return [...needs.membersOf(path)]
    .filter(({ id, field }) => value[id] === undefined && !(field ? readable?.has(id) : readable))
    .map(({ fact }) => fact);
}

/** Ids of the fields of a form that the caller may read; undefined: he may not read it at all. */
function readableIn(call: Call, form: Form): ReadonlySet<string> | undefined {
  if (sightOf(call, form).reach === 'nothing') return undefined;
  const shown = (field: Field) => !field.hidden || field.dropped;
  const fields = form.fields.filter((field) => shown(field) && call.rights.readable(form, field));
  return new Set(fields.map(({ id }) => id));
}

function isMissing({ path, value }: NamedRef, needs: Needs): boolean {
  const need = needs.get(path);
  if (!need) return false;
  const said = (member: string) => typeof value[member] === 'string';
  return need.beyond !== undefined || (need.id && !said('id')) || (need.number && !said('number'));
}

/** Records by form, id and number. */
class RecordLookup {
  readonly #call: Call;
  readonly #byId = new Map<string, JsonObject>();
  readonly #byNumber = new Map<string, JsonObject>();
  readonly #numbers = new Map<JsonObject, Json>();
  readonly #readable = new Map<Form, ReadonlySet<string> | undefined>();

  constructor(call: Call) {
    this.#call = call;
  }

  readonly target: Target = (form, { id, number }) =>
    id === undefined ? this.#byNumber.get(`${form} ${number}`) : this.#byId.get(`${form} ${id}`);

  numberOf(record: JsonObject): string | null {
    const number = this.#numbers.get(record);
    return typeof number === 'string' ? number : null;
  }

  /**
   * Of two with one number, which only administrators see, the one in use counts. `shown`: what the caller may see of
   * it.
   */
  add(form: Form, record: Stored, shown: Stored): void {
    const labelled = this.#answerOf(form, shown);
    const number = form.number && record[form.number.id];
    this.#numbers.set(labelled, number ?? null);
    this.#byId.set(`${form.id} ${record.id}`, labelled);
    const key = `${form.id} ${number ?? null}`;
    if (this.#byNumber.get(key)?.['enabled'] !== true) this.#byNumber.set(key, labelled);
  }

  #answerOf(form: Form, shown: Stored): JsonObject {
    if (!this.#readable.has(form)) this.#readable.set(form, readableIn(this.#call, form));
    const readable = this.#readable.get(form);
    const members = Object.entries(shown).filter(([id]) => {
      if (id === form.number?.id) return form.publicNumbers || readable?.has(id);
      return form.byId.has(id) ? readable?.has(id) : readable !== undefined || id === 'id';
    });
    return Object.fromEntries(members);
  }
}

async function find(
  reader: Connection,
  call: Call,
  layouts: Layouts,
  refs: readonly Pick<NamedRef, 'target' | 'value'>[],
): Promise<ReadonlyMap<Form, readonly Stored[]>> {
  const found = new Map<Form, Stored[]>();
  for (const [target, some] of Map.groupBy(refs, (ref) => ref.target)) {
    if (!call.served.model.formsById.has(target)) continue;
    const layout = layouts.byId(call.served, target);
    const ids = new Set<string>();
    const numbers = new Set<string>();
    for (const { value } of some) {
      if (typeof value['id'] === 'string') ids.add(value['id']);
      else if (typeof value['number'] === 'string') numbers.add(value['number']);
    }
    const number = layout.byId.get(layout.form.number?.id ?? '')?.name;
    const lists = [
      { key: column(layout, 'id').name, values: [...ids] },
      ...(number === undefined ? [] : [{ key: number, values: [...numbers] }]),
    ];
    for (const { key, values } of lists) {
      for (let from = 0; from < values.length; from += atOnce) {
        const rows = await ask(reader, call, layout, key, values.slice(from, from + atOnce));
        found.set(layout.form, [...(found.get(layout.form) ?? []), ...rows]);
      }
    }
  }
  return found;
}

async function ask(
  reader: Connection,
  call: Call,
  layout: RecordLayout,
  key: string,
  values: readonly string[],
): Promise<readonly Stored[]> {
  const params: Cell[] = [...padded(values)];
  const marks = params.map(() => '?').join(', ');
  const seen = renderUsable(call, layout, 'r', params);
  const columns = layout.columns.map(({ id, name }) => `r.${name} AS ${quoted(name, id)}`).join(', ');
  const rows = await reader.all(
    `SELECT ${columns} FROM ${layout.table} r WHERE r.${key} IN (${marks})${seen}`,
    params,
  );
  return rows.map((row) => layout.decode(row));
}

/** The id, in the quotes the column's own name stands in. */
function quoted(name: string, id: string): string {
  return `${name.at(0)}${id}${name.at(-1)}`;
}
