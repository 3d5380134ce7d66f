import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from '../common/define-table.ts';
import type { Words } from '../common/words.ts';

/** Whose packages are believed: public keys, with who added and who revoked them. */
export function migration(words: Words): Migration {
  const { name, integer } = words;
  return {
    up: (db: Kysely<unknown>) =>
      defineTable(db, words, {
        name: 'gj_trusted_key',
        columns: {
          id: name(64),
          public_key: name(64),
          label: name(255),
          added_at: integer,
          added_by: name(255),
          revoked_at: integer,
          revoked_by: name(255),
        },
        key: ['id'],
        empty: ['revoked_at', 'revoked_by'],
      }),
  };
}
