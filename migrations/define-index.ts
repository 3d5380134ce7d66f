import { type Kysely, sql } from 'kysely';
import type { Words } from './words.ts';

/** Makes an index of a table that is there already, unless it was made before the migration was cut off. */
export async function defineIndex(
  db: Kysely<unknown>,
  words: Words,
  table: string,
  columns: readonly string[],
): Promise<void> {
  const name = `ix_${table}_${columns.join('_')}`;
  const create = db.schema
    .createIndex(name)
    .on(table)
    .columns([...columns]);
  if (!words.inlineIndexes) await create.ifNotExists().execute();
  else if (!(await isThere(db, table, name))) await create.execute();
}

async function isThere(db: Kysely<unknown>, table: string, index: string): Promise<boolean> {
  const { rows } = await sql`
    select index_name from information_schema.statistics
    where table_schema = database() and table_name = ${table} and index_name = ${index}`.execute(db);
  return rows.length > 0;
}
