import type { Json } from '../../metadata/json.ts';
import type { Connection, Dialect } from '../database/database.ts';
import type { Conversion } from './conversion.ts';
import type { PhysicalColumn } from './state.ts';

/** A row whose value the new column could not hold. */
export interface UnfitRow {
  readonly id: string;
  /** Absent: rows of this table have none. */
  readonly number?: Json;
  /** Null: it is secret. */
  readonly value: Json;
}

const page = 1_000;
const shown = 20;

/** Looks at every value of a column; answers how many do not fit, and the first of them. */
export async function probe(
  connection: Connection,
  dialect: Dialect,
  column: PhysicalColumn,
  { convert }: Conversion,
  number?: PhysicalColumn,
): Promise<{ readonly count: number; readonly rows: readonly UnfitRow[] }> {
  const [table, name] = [dialect.quote(column.table), dialect.quote(column.name)];
  const numbered = number ? `, ${dialect.quote(number.name)} AS number` : '';
  const select = `SELECT id, ${name} AS value${numbered} FROM ${table} WHERE id > ? AND ${name} IS NOT NULL ORDER BY id LIMIT ${page}`;
  const rows: UnfitRow[] = [];
  let count = 0;
  for (let after = ''; ; ) {
    const found = await connection.all<{ id: string; value: string; number?: string | null }>(select, [
      after,
    ]);
    for (const row of found) {
      const value = dialect.decode(column.kept.column, row.value);
      if (convert(value) !== undefined) continue;
      count += 1;
      if (rows.length >= shown) continue;
      rows.push({
        id: row.id,
        ...(number ? { number: row.number ?? null } : {}),
        value: column.kept.secret ? null : shortened(value),
      });
    }
    const last = found.at(-1);
    if (!last || found.length < page) return { count, rows };
    after = last.id;
  }
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
