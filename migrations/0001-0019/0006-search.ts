import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from '../common/define-table.ts';
import type { Words } from '../common/words.ts';

/** Which indexes there are that texts are searched by, and how far each has come. */
export function migration(words: Words): Migration {
  const { name, id, integer, text } = words;
  return {
    up: (db: Kysely<unknown>) =>
      defineTable(db, words, {
        name: 'gj_search',
        columns: {
          name: name(64),
          form: name(64),
          phase: name(20),
          texts: text,
          place: id,
          revision: integer,
          sampled: integer,
          common: text,
          at: integer,
        },
        key: ['name'],
      }),
  };
}
