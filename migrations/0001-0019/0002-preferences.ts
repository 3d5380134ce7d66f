import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from '../common/define-table.ts';
import type { Words } from '../common/words.ts';

/** What each person prefers. */
export function migration(words: Words): Migration {
  const { name, id, integer, text } = words;
  return {
    up: (db: Kysely<unknown>) =>
      defineTable(db, words, {
        name: 'gj_preference',
        columns: { user_id: id, name: name(128), content: text, at: integer },
        key: ['user_id', 'name'],
      }),
  };
}
