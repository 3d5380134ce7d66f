import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from '../common/define-table.ts';
import type { Words } from '../common/words.ts';

/** Records that their packages bring no more. */
export function migration(words: Words): Migration {
  const { name, id, integer } = words;
  return {
    up: (db: Kysely<unknown>) =>
      defineTable(db, words, {
        name: 'gj_dropped',
        columns: { form: name(64), record: id, state: name(20), revision: integer },
        key: ['form', 'record'],
      }),
  };
}
