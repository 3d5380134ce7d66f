import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from './common/define-table.ts';
import type { Words } from './common/words.ts';

/** From which revision on history is whole, and how far the thinning of what is before has come. */
export function migration(words: Words): Migration {
  const { name, integer } = words;
  return {
    up: (db: Kysely<unknown>) =>
      defineTable(db, words, {
        name: 'gj_thinning',
        columns: { what: name(64), whole_from: integer, done_to: integer },
        key: ['what'],
      }),
  };
}
