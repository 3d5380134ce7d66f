import type { Shape } from '../../../metadata/field.ts';
import { isObject, type Json, type JsonObject } from '../../../metadata/json.ts';
import { copyRow } from '../record/rows.ts';
import { rowsOf, type StoredRow } from '../record/stored.ts';
import type { Manner, Reading } from './input-work.ts';

/** Rows of a body, each with the row it is about. */
export interface NamedRows {
  readonly known: readonly StoredRow[];
  readonly given: readonly GivenRow[];
  /** Ids of rows that go. */
  readonly gone: ReadonlySet<string>;
}
interface GivenRow {
  /** A copy of the row of that id, or a new one. */
  readonly row: StoredRow;
  readonly body: JsonObject;
  readonly fresh: boolean;
  readonly path: string;
}

/** Rows with an id change the row of that id, those without are new, `$delete` takes one away. */
export function namedRows(
  items: readonly Json[],
  before: Json | undefined,
  shape: Shape,
  path: string,
  work: Reading,
): NamedRows {
  const known = rowsOf(before);
  const byId = new Map(known.map((row) => [row.id, row]));
  const given: GivenRow[] = [];
  const gone = new Set<string>();
  const named = new Set<string>();
  for (const [index, item] of items.entries()) {
    const at = `${path}/${index}`;
    const wrong = (step: string, code: string, id: string | undefined) =>
      work.problems.push({ path: at + step, code, ...(id === undefined ? {} : { params: { id } }) });
    if (!isObject(item)) {
      wrong('', 'not-object', undefined);
      continue;
    }
    const body = item as JsonObject;
    const id = typeof body['id'] === 'string' ? body['id'].toLowerCase() : undefined;
    const old = id === undefined ? undefined : byId.get(id);
    if (id !== undefined && named.has(id)) wrong('/id', 'row-twice', id);
    if (id !== undefined) named.add(id);
    const stranger = !old && work.manner === 'merge' && known.length > 0;
    if (body['$delete'] === true) {
      if (old) gone.add(old.id);
      else wrong('/id', 'row-unknown', id ?? '');
    } else {
      // A new record may be made of what was read of another: its rows get ids of their own.
      if (id !== undefined && stranger) wrong('/id', 'row-unknown', id);
      const row = old ? copyRow(old, shape) : { id: work.parts.newId() };
      given.push({ row, body, fresh: !old, path: at });
    }
  }
  return { known, given, gone };
}

/** Merging, rows that are not named stay and new ones come last; replacing, the rows are those given, in their order. */
export function mergeRows({ known, given, gone }: NamedRows, manner: Manner): readonly StoredRow[] {
  if (manner === 'replace') return given.map(({ row }) => row);
  const changed = new Map(given.map(({ row }) => [row.id, row]));
  const stay = known.filter((row) => !gone.has(row.id)).map((row) => changed.get(row.id) ?? row);
  return [...stay, ...given.filter(({ fresh }) => fresh).map(({ row }) => row)];
}
