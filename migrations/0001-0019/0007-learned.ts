import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from '../common/define-table.ts';
import type { Words } from '../common/words.ts';

/** Which indexes lists turned out to need. */
export function migration(words: Words): Migration {
  const { name, integer } = words;
  return {
    up: (db: Kysely<unknown>) =>
      defineTable(db, words, {
        name: 'gj_learned',
        columns: {
          form: name(64),
          sought: name(255),
          cost: integer,
          times: integer,
          last_at: integer,
          laid_at: integer,
        },
        key: ['form', 'sought'],
        empty: ['laid_at'],
      }),
  };
}
