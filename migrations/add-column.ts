import { type Kysely, sql } from 'kysely';

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
