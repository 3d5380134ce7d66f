import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from '../common/define-table.ts';
import type { Words } from '../common/words.ts';

/** What is done once for a database, and was done. */
export function migration(words: Words): Migration {
  const { integer, name } = words;
  return {
    async up(db: Kysely<unknown>) {
      await defineTable(db, words, {
        name: 'gj_done',
        columns: { name: name(64), at: integer },
        key: ['name'],
      });
    },
  };
}
