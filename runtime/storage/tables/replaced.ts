import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../../metadata/common/json.ts';
import type { ReplacedRow, ReshapeRow } from '../../../migrations/rows/package-tables.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { Connection, Dialect } from '../../database/database.ts';
import { conversion } from './conversion.ts';
import type { FillColumn, Restores } from './plan.ts';
import type { UnfitRow } from './probe.ts';
import type { PhysicalColumn } from './state.ts';
import type { ColumnContent } from './table-spec.ts';

/** A value as it was in a column that was replaced, and as it is in the one that took its place. */
export interface Replaced {
  readonly was: Json;
  readonly became: Json;
}

export interface NotedValue extends Replaced {
  /** Of the row, and of the record it belongs to. */
  readonly id: string;
  readonly owner: string;
}

/** Selects the rows whose values are noted: of a path, and of a column that was replaced. */
export const replacedRows = 'SELECT row_id FROM gj_replaced WHERE path = ? AND column_name = ?';

const batch = 200;
const columns = ['path', 'column_name', 'row_id', 'form', 'record', 'was', 'became'];

/** Notes the values of some rows that say something else since, and no others of these rows. */
export async function noteReplaced(
  tx: Connection,
  dialect: Dialect,
  { form, path, from }: Pick<FillColumn, 'form' | 'path'> & { readonly from: { readonly name: string } },
  values: readonly NotedValue[],
  rows: readonly string[],
): Promise<void> {
  if (rows.length === 0) return;
  const marks = rows.map(() => '?').join(', ');
  const place = [path, from.name];
  await tx.run(`DELETE FROM gj_replaced WHERE path = ? AND column_name = ? AND row_id IN (${marks})`, [
    ...place,
    ...rows,
  ]);
  if (values.length === 0) return;
  const cells = values.flatMap(({ id, owner, was, became }) => [
    ...[...place, id, form, owner],
    ...[JSON.stringify(was), JSON.stringify(became)],
  ]);
  await tx.run(dialect.upsert('gj_replaced', columns, columns.slice(0, 3), [], values.length), cells);
}

interface Reshape {
  /** Of the publish. */
  readonly revision: number;
  readonly path: string;
  readonly from: { readonly name: string; readonly kept: ColumnContent };
  readonly became: ColumnContent;
}

/** Notes that a publish replaced a column. */
export async function noteReshape(
  tx: Connection,
  { upsert }: Dialect,
  { revision, path, from, became }: Reshape,
): Promise<void> {
  const names = ['revision', 'path', 'column_name', 'was', 'became'];
  const cells = [revision, path, from.name, JSON.stringify(from.kept), JSON.stringify(became)];
  await tx.run(upsert('gj_reshape', names, names.slice(0, 2)), cells);
}

/** The columns that a publish replaced with values that say something else since, by path. */
export async function readRestores(
  reader: Connection,
  revision: number,
): Promise<ReadonlyMap<string, Restores>> {
  const rows = await reader.all<ReshapeRow>(
    `SELECT path, column_name, was FROM gj_reshape h WHERE revision = ? AND EXISTS (
      SELECT 1 FROM gj_replaced r WHERE r.path = h.path AND r.column_name = h.column_name)`,
    [revision],
  );
  return new Map(
    rows.map(({ path, column_name: column, was }) => [
      path,
      { column, kept: JSON.parse(was) as ColumnContent },
    ]),
  );
}

/** What is noted of some rows, by their ids. */
export async function readReplaced(
  reader: Connection,
  path: string,
  column: string,
  rows: readonly string[],
): Promise<ReadonlyMap<string, Replaced>> {
  if (rows.length === 0) return new Map();
  const marks = rows.map(() => '?').join(', ');
  const found = await reader.all<ReplacedRow>(
    `SELECT row_id, was, became FROM gj_replaced WHERE path = ? AND column_name = ? AND row_id IN (${marks})`,
    [path, column, ...rows],
  );
  return new Map(
    found.map(({ row_id: id, was, became }) => [
      id,
      { was: JSON.parse(was) as Json, became: JSON.parse(became) as Json },
    ]),
  );
}

/** The value as it was; undefined: somebody changed it since, or there is no room for it. */
export function restored(
  { restores, to }: Pick<FillColumn, 'restores' | 'to'>,
  noted: Replaced | undefined,
  value: Json,
  zone: string,
): Json | undefined {
  if (!restores || !noted || noted.was === null || !isDeepStrictEqual(noted.became, value)) return undefined;
  return conversion(restores.kept, to.kept, zone).convert(noted.was);
}

/** How many values come back, and which do not, since somebody changed them. */
export async function countReplaced(
  reader: Connection,
  dialect: Dialect,
  live: PhysicalColumn,
  { entries, ...change }: Pick<FillColumn, 'restores' | 'to' | 'entries'> & { readonly restores: Restores },
  zone: string,
): Promise<{ readonly count: number; readonly changed: readonly UnfitRow[] }> {
  const { quote } = dialect;
  const owner = quote(entries ? 'record' : 'id');
  const select = `SELECT id, ${owner} AS record, ${quote(live.name)} AS value FROM ${quote(live.table)} WHERE id > ? AND id IN (${replacedRows}) ORDER BY id LIMIT ${batch}`;
  const changed: UnfitRow[] = [];
  const pause = timeSlices();
  let count = 0;
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows: readonly { id: string; record: string; value: string | null }[] = await reader.all(select, [
      ...[after, live.path, change.restores.column],
    ]);
    const ids = rows.map(({ id }) => id);
    const noted = await readReplaced(reader, live.path, change.restores.column, ids);
    for (const { id, record, value } of rows) {
      const stored = dialect.decode(live.kept.column, value);
      if (restored(change, noted.get(id), stored, zone) !== undefined) count += 1;
      else if (!isDeepStrictEqual(noted.get(id)?.became, stored)) changed.push({ id: record, value: stored });
    }
    after = rows.length < batch ? undefined : rows.at(-1)?.id;
    await pause();
  }
  return { count, changed };
}

/** Forgets what was noted of a path, and of all below it. */
export async function forgetReplaced(tx: Connection, path: string): Promise<void> {
  const below = `${path}/`;
  for (const table of ['gj_replaced', 'gj_reshape'])
    await tx.run(`DELETE FROM ${table} WHERE path = ? OR SUBSTR(path, 1, ?) = ?`, [
      path,
      below.length,
      below,
    ]);
}
