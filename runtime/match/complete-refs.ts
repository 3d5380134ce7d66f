import type { JsonObject } from '../../metadata/json.ts';
import type { Facts } from '../../rules/condition/facts.ts';
import type { Ref } from '../../rules/condition/value.ts';
import { visibility } from '../../rules/sharing/visibility.ts';
import type { Call } from '../call.ts';
import type { Cell, Connection } from '../database/database.ts';
import { padded } from '../store/in-list.ts';
import { column, type RecordLayout } from '../store/layout.ts';
import type { Layouts } from '../store/layouts.ts';
import type { Stored } from '../store/stored.ts';
import { renderVisible } from '../store/visible.ts';
import type { Needs } from './needs.ts';
import type { NamedRef } from './read-facts.ts';

const atOnce = 256;

type Target = NonNullable<Facts['target']>;

const nothing: Target = () => undefined;

/**
 * Looks up what rules ask of records that facts only name: those the organisation of the call may use, all of a
 * form in one query, and none where the facts said enough. Completes ids and numbers in place.
 */
export async function completeRefs(
  reader: Connection,
  call: Call,
  layouts: Layouts,
  needs: Needs,
  refs: readonly NamedRef[],
): Promise<Target> {
  if (needs.isEmpty || refs.length === 0) return nothing;
  const asked = refs.filter((ref) => isMissing(ref, needs));
  if (asked.length === 0) return nothing;
  const found = new Found(call);
  const look = (refsToFind: readonly Pick<NamedRef, 'target' | 'value'>[]) =>
    find(reader, call, layouts, refsToFind, found);
  await look(asked);
  const further: Pick<NamedRef, 'target' | 'value'>[] = [];
  for (const { path, target, value } of asked) {
    const record = found.target(target, value as Ref);
    if (!record) continue;
    value['id'] ??= record['id'] ?? null;
    const number = found.numberOf(target, record);
    if (number !== null) value['number'] ??= number;
    for (const [member, form] of needs.get(path)?.beyond ?? []) {
      const pointer = record[member];
      for (const id of Array.isArray(pointer) ? pointer : [pointer])
        if (typeof id === 'string') further.push({ target: form, value: { id } });
    }
  }
  await look(further);
  return found.target;
}

function isMissing({ path, value }: NamedRef, needs: Needs): boolean {
  const need = needs.get(path);
  if (!need) return false;
  const said = (member: string) => typeof value[member] === 'string';
  return need.beyond !== undefined || (need.id && !said('id')) || (need.number && !said('number'));
}

/** Records by form, id and number. */
class Found {
  readonly #call: Call;
  readonly #byId = new Map<string, Stored>();
  readonly #byNumber = new Map<string, Stored>();

  constructor(call: Call) {
    this.#call = call;
  }

  readonly target: Target = (form, { id, number }) =>
    id === undefined ? this.#byNumber.get(`${form} ${number}`) : this.#byId.get(`${form} ${id}`);

  numberOf(form: string, record: JsonObject): string | null {
    const number = record[this.#call.served.model.formsById.get(form)?.number?.id ?? ''];
    return typeof number === 'string' ? number : null;
  }

  /** Of two with one number, which only administrators see, the one in use counts. */
  add(form: string, record: Stored): void {
    this.#byId.set(`${form} ${record.id}`, record);
    const key = `${form} ${this.numberOf(form, record)}`;
    if (!this.#byNumber.get(key)?.enabled) this.#byNumber.set(key, record);
  }
}

async function find(
  reader: Connection,
  call: Call,
  layouts: Layouts,
  refs: readonly Pick<NamedRef, 'target' | 'value'>[],
  found: Found,
): Promise<void> {
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
        for (const record of rows) found.add(target, record);
      }
    }
  }
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
  const seen = layout.form.sharing
    ? ` AND ${renderVisible(layout, visibility(call.org, call.served.orgs), 'r', params)}`
    : '';
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
