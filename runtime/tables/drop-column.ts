import type { Database } from '../database/database.ts';
import type { FoundTable } from '../database/schema.ts';
import { alterPatiently } from './alter-patiently.ts';
import type { PhysicalColumn } from './state.ts';

/** Drops a column with the indexes it is part of, then forgets it. Can be cut off and done again. */
export async function dropColumn(
  database: Database,
  column: PhysicalColumn,
  found: FoundTable | undefined,
  patience: number,
): Promise<void> {
  const { schema } = database;
  const name = column.name.toLowerCase();
  for (const [index, columns] of found?.indexes ?? []) {
    if (columns.includes(name))
      await alterPatiently(database, schema.dropIndex(column.table, index), patience);
  }
  if (found?.columns.has(name))
    await alterPatiently(database, schema.dropColumn(column.table, column.name), patience);
  await database.run('DELETE FROM gj_physical WHERE path = ? AND table_name = ? AND column_name = ?', [
    column.path,
    column.table,
    column.name,
  ]);
}
