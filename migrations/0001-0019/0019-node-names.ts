import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { addColumn } from '../common/alter-table.ts';
import type { Words } from '../common/words.ts';

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
