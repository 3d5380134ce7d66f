import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from '../common/define-table.ts';
import type { Words } from '../common/words.ts';

/** Which publishes take another one back. */
export function migration(words: Words): Migration {
  const { integer } = words;
  return {
    async up(db: Kysely<unknown>) {
      await defineTable(db, words, {
        name: 'gj_undo',
        columns: { revision: integer, undoes: integer },
        key: ['revision'],
      });
    },
  };
}
