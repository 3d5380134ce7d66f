import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from './common/define-table.ts';
import type { Words } from './common/words.ts';

/** Files of records: their contents, the objects that those stand in, and who holds them. */
export function migration(words: Words): Migration {
  const { id, integer, name, text } = words;
  return {
    async up(db: Kysely<unknown>) {
      await defineTable(db, words, {
        name: 'gj_content_key',
        columns: { id: integer, sealed: text },
        key: ['id'],
      });
      await defineTable(db, words, {
        name: 'gj_content',
        columns: {
          id,
          state: name(10),
          size: integer,
          type: name(40),
          address: name(64),
          sealed_key: text,
          at: integer,
        },
        key: ['id'],
        empty: ['type', 'address', 'sealed_key'],
        indexes: [['address'], ['state']],
      });
      await defineTable(db, words, {
        name: 'gj_content_object',
        columns: { name: name(100), content: id, place: integer, size: integer, at: integer },
        key: ['name'],
        empty: ['place', 'size'],
        indexes: [['content']],
      });
      await defineTable(db, words, {
        name: 'gj_file',
        columns: {
          id,
          content: id,
          name: name(255),
          size: integer,
          form: name(64),
          field: name(200),
          record: id,
          owner: id,
          org: id,
          at: integer,
          expires_at: integer,
        },
        key: ['id'],
        empty: ['record', 'expires_at'],
        indexes: [['content'], ['form', 'record'], ['expires_at'], ['owner', 'size'], ['org', 'size']],
      });
    },
  };
}
