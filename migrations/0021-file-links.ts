import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from './common/define-table.ts';
import type { Words } from './common/words.ts';

/** Links by which whoever holds one reads a file without signing in. */
export function migration(words: Words): Migration {
  const { id, integer, name } = words;
  return {
    async up(db: Kysely<unknown>) {
      await defineTable(db, words, {
        name: 'gj_file_link',
        columns: {
          id,
          hash: name(64),
          file: id,
          form: name(64),
          record: id,
          made_by: id,
          made_by_name: name(255),
          org: id,
          at: integer,
          expires_at: integer,
          revoked_at: integer,
          used_at: integer,
        },
        key: ['id'],
        empty: ['revoked_at', 'used_at'],
        indexes: [['hash'], ['file'], ['expires_at']],
      });
    },
  };
}
