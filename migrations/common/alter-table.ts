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

/** A migration that was cut off runs again: what it added is there by then. */
export async function addColumn(
  db: Kysely<unknown>,
  table: string,
  column: string,
  type: string,
): Promise<void> {
  const isThere = await sql`select ${sql.ref(column)} from ${sql.table(table)} where 1 = 0`
    .execute(db)
    .then(() => true)
    .catch(() => false);
  if (!isThere) await db.schema.alterTable(table).addColumn(column, sql.raw(type)).execute();
}
