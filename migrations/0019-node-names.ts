import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Words } from './words.ts';

/** How people call a node, which node ended a publish, and which one finished it in the place of another. */
export function migration(words: Words): Migration {
  const { name } = words;
  return {
    async up(db: Kysely<unknown>) {
      await addColumn(db, 'gj_node', 'name', name(100));
      await addColumn(db, 'gj_plan', 'ended_by', name(100));
      await addColumn(db, 'gj_publish', 'finished_by', name(100));
    },
  };
}

/** A migration that was cut off runs again: what it added is there by then. */
async function addColumn(db: Kysely<unknown>, table: string, column: string, type: string): Promise<void> {
  const isThere = await sql`select ${sql.ref(column)} from ${sql.table(table)} where 1 = 0`
    .execute(db)
    .then(() => true)
    .catch(() => false);
  if (!isThere) await db.schema.alterTable(table).addColumn(column, sql.raw(type)).execute();
}
