import type { Json } from '../../../metadata/common/json.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { Database } from '../../database/database.ts';
import type { FormerValues } from './plan.ts';
import type { PhysicalColumn } from './state.ts';

export interface FormerCount {
  readonly value: string;
  readonly becomes: Json;
  readonly count: number;
}

interface Question {
  readonly database: Database;
  readonly column: { readonly path: string };
  readonly former: ReadonlyMap<string, FormerValues>;
}

const page = 500;

/** Counts how often the values stand in a column that a step of the package translates; those alone that do. */
export async function countFormer(
  { database, column, former }: Question,
  live: PhysicalColumn,
): Promise<readonly FormerCount[]> {
  const values = former.get(column.path);
  if (!values) return [];
  const { quote, decode } = database.dialect;
  const [table, name] = [quote(live.table), quote(live.name)];
  const select = `SELECT id, ${name} AS value FROM ${table} WHERE id > ? AND ${name} IS NOT NULL ORDER BY id LIMIT ${page}`;
  const counts = new Map<string, number>();
  const pause = timeSlices();
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows: readonly { id: string; value: string }[] = await database.all(select, [after]);
    for (const row of rows)
      for (const item of [decode(live.kept.column, row.value)].flat()) {
        const value = String(item);
        if (Object.hasOwn(values, value)) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
    after = rows.length < page ? undefined : rows.at(-1)?.id;
    await pause();
  }
  return [...counts].map(([value, count]) => ({ value, becomes: values[value] ?? null, count }));
}
