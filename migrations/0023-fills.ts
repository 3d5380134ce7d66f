import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from './common/define-table.ts';
import type { Words } from './common/words.ts';

/** What publishes have yet to fill in and compute anew: by whom, since when, and how far that is. */
export function migration(words: Words): Migration {
  const { id, integer, text } = words;
  return {
    async up(db: Kysely<unknown>) {
      await defineTable(db, words, {
        name: 'gj_fill',
        columns: { revision: integer, fills: text, actor: id, at: integer, state: text },
        key: ['revision'],
        empty: ['state'],
      });
    },
  };
}
