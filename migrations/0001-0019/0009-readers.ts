import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from '../common/define-table.ts';
import type { Words } from '../common/words.ts';

/** Who reads which parameter. */
export function migration(words: Words): Migration {
  const { name, integer, text } = words;
  return {
    up: (db: Kysely<unknown>) =>
      defineTable(db, words, {
        name: 'gj_reader',
        columns: {
          kind: name(8),
          reader: name(64),
          client: name(64),
          org: name(36),
          type: name(64),
          address: name(140),
          version: name(32),
          last_at: integer,
          revision: integer,
          refused: text,
          node: name(36),
          written_at: integer,
        },
        key: ['kind', 'reader', 'client', 'org', 'type', 'address'],
        empty: ['refused'],
        indexes: [['written_at'], ['last_at']],
      }),
  };
}
