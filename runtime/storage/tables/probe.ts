import type { Json } from '../../../metadata/common/json.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { Connection, Dialect } from '../../database/database.ts';
import type { Conversion } from './conversion.ts';
import type { PhysicalColumn } from './state.ts';

/** A row whose value the new column could not hold. */
export interface UnfitRow {
  /** Of the record. */
  readonly id: string;
  /** Absent: its form has none. */
  readonly number?: Json;
  /** Null: it is secret. */
  readonly value: Json;
}

/** A value that the new column could not hold, and in how many rows it stands. */
export interface UnfitValue {
  readonly value: string;
  readonly count: number;
}

/** What a look at every value of a column comes to. */
interface Probed {
  readonly count: number;
  /** The first rows whose values do not fit. */
  readonly rows: readonly UnfitRow[];
  /** The most frequent values that do not fit, whole; none of a secret, and none that is a list or too long to be named. */
  readonly values: readonly UnfitValue[];
}

const page = 500;
const shown = 100;
/** So many different values are counted; of what comes later nothing is told by value. */
const mostCounted = 5000;
/** So long is a value that can be named. */
const longestNamed = 200;

/** Of some rows: whether a value comes back to what it was, whatever it would be converted to. */
export type Spares = (ids: readonly string[]) => Promise<(id: string, value: Json) => boolean>;

/** Looks at every value of a column; answers how many do not fit, and the first of them. */
export async function probe(
  connection: Connection,
  dialect: Dialect,
  column: PhysicalColumn,
  { convert }: Pick<Conversion, 'convert'>,
  { spares = async () => () => false, ...owner }: Owner & { readonly spares?: Spares | undefined },
): Promise<Probed> {
  const [table, name] = [dialect.quote(column.table), dialect.quote(column.name)];
  const record = owner.entries ? dialect.quote('record') : 'id';
  const select = `SELECT id, ${record} AS record, ${name} AS value FROM ${table} WHERE id > ? AND ${name} IS NOT NULL ORDER BY id LIMIT ${page}`;
  const rows: UnfitRow[] = [];
  const values = new Map<string, number>();
  const pause = timeSlices();
  let count = 0;
  for (let after = ''; ; ) {
    const found = await connection.all<{ id: string; record: string; value: string }>(select, [after]);
    const isSpared = await spares(found.map(({ id }) => id));
    for (const row of found) {
      const value = dialect.decode(column.kept.column, row.value);
      if (convert(value) !== undefined || isSpared(row.id, value)) continue;
      count += 1;
      if (!column.kept.secret) note(values, value);
      if (rows.length >= shown) continue;
      rows.push({ id: row.record, value: column.kept.secret ? null : shortened(value) });
    }
    const last = found.at(-1);
    if (!last || found.length < page)
      return { count, rows: await numbered(connection, dialect, rows, owner), values: mostFrequent(values) };
    after = last.id;
    await pause();
  }
}

function note(values: Map<string, number>, value: Json): void {
  if (typeof value === 'object') return;
  const text = String(value);
  if (text.length > longestNamed || (values.size >= mostCounted && !values.has(text))) return;
  values.set(text, (values.get(text) ?? 0) + 1);
}

function mostFrequent(values: ReadonlyMap<string, number>): readonly UnfitValue[] {
  return [...values]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, shown);
}

/** The table of the records whose rows are looked at. */
export interface Owner {
  readonly table: string;
  /** Absent: they have no numbers. */
  readonly number: PhysicalColumn | undefined;
  /** Whether the column is one of their rows. */
  readonly entries: boolean;
}

/** With the numbers of their records. */
export async function numbered(
  connection: Connection,
  dialect: Dialect,
  rows: readonly UnfitRow[],
  { table, number }: Owner,
): Promise<readonly UnfitRow[]> {
  if (!number || rows.length === 0) return rows;
  const ids = [...new Set(rows.map(({ id }) => id))];
  const found = await connection.all<{ id: string; number: string | null }>(
    `SELECT id, ${dialect.quote(number.name)} AS number FROM ${dialect.quote(table)} WHERE id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  const known = new Map(found.map((one) => [one.id, one.number]));
  return rows.map((row) => ({ ...row, number: known.get(row.id) ?? null }));
}

/** A row as people find it: `K-1 (twelve)`. */
export function namedRow({ id, number, value }: UnfitRow): string {
  const name = number === undefined || number === null ? undefined : String(number);
  if (value === null) return name ?? id;
  const held = typeof value === 'string' ? value : JSON.stringify(value);
  return name === undefined || name === held ? held : `${name} (${held})`;
}

function shortened(value: Json): Json {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : value;
}
