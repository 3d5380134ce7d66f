import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { addColumn } from './common/alter-table.ts';
import { defineTable } from './common/define-table.ts';
import type { Words } from './common/words.ts';

/**
 * What a person shows beside a password, when a session last saw it, and passwords that are to be replaced with the
 * next sign-in.
 */
export function migration(words: Words): Migration {
  const { id, name, integer, text } = words;
  return {
    async up(db: Kysely<unknown>) {
      await addColumn(db, 'gj_identity', 'temporary', integer);
      await addColumn(db, 'gj_session', 'confirmed_at', integer);
      await defineTable(db, words, {
        name: 'gj_authenticator',
        columns: {
          id,
          user_id: id,
          kind: name(16),
          name: name(255),
          sealed_secret: text,
          hash: name(64),
          last_step: integer,
          created_at: integer,
          used_at: integer,
          passkey: text,
        },
        key: ['id'],
        empty: ['sealed_secret', 'hash', 'last_step', 'used_at', 'passkey'],
        indexes: [['user_id']],
      });
    },
  };
}
