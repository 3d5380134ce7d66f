import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import type { Affected, Change } from '../../../rules/behaviour/affected.ts';
import type { FormModel } from '../../model/form-model.ts';

/** What differs of the fields named; undefined: rows came, went or changed places, so that all is looked at. */
export function changeOf(
  form: FormModel,
  was: JsonObject,
  now: JsonObject,
  names: ReadonlySet<string>,
): Change | undefined {
  const fields = new Set<string>();
  const rows = new Map<string, ReadonlySet<number>>();
  for (const name of names) {
    const field = form.byName.get(name);
    if (!field) return undefined;
    if (!field.rows) {
      fields.add(field.id);
      continue;
    }
    const [before, after] = [was[name], now[name]];
    if (!isList(before) || !isList(after) || before.length !== after.length) return undefined;
    rows.set(field.id, new Set(after.flatMap((row, at) => (row === before[at] ? [] : [at]))));
  }
  return { fields, rows };
}

/** By ids of entries: the same again as long as the states of no rows but those that changed may be others. */
export type RowStates = ReadonlyMap<string, object>;

export function rowStatesOf(
  form: FormModel,
  record: JsonObject,
  affected: Affected | undefined,
  before: RowStates | undefined,
): RowStates {
  return new Map(
    form.entries.map(({ id }) => {
      const rows = record[id];
      const reached = affected?.rows.get(id)?.size ?? 0;
      const isKept = reached === 0 || (isList(rows) && reached < rows.length);
      return [id, (isKept ? before?.get(id) : undefined) ?? {}];
    }),
  );
}

/** So many rows are judged with the key; more a moment later, in slices that the next key gives up. */
const manyRows = 200;

/** Milliseconds after which a change is judged: none where it reaches little, as rows that are typed take a moment. */
export function pauseFor(
  { rows }: Field,
  affected: Affected | undefined,
  form: FormModel,
  record: JsonObject,
): number {
  if (rows) return 40;
  return rowsIn(affected, form, record) > manyRows ? 60 : 0;
}

/** How many rows are reached; undefined: all of them. */
function rowsIn(affected: Affected | undefined, form: FormModel, record: JsonObject): number {
  const counts = affected
    ? [...affected.rows.values()].map(({ size }) => size)
    : form.entries.map(({ name }) => {
        const rows = record[name];
        return isList(rows) ? rows.length : 0;
      });
  return counts.reduce((sum, count) => sum + count, 0);
}
