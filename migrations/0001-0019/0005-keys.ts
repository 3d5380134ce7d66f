import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from '../common/define-table.ts';
import type { Words } from '../common/words.ts';

/** Which key secrets are sealed with, and a text by which it is known again. */
export function migration(words: Words): Migration {
  const { name, integer, text } = words;
  return {
    up: (db: Kysely<unknown>) =>
      defineTable(db, words, {
        name: 'gj_key',
        columns: { id: name(64), state: name(20), sealed: text, at: integer },
        key: ['state'],
      }),
  };
}
