import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from '../common/define-table.ts';
import type { Words } from '../common/words.ts';

/** What packages had when they were taken out of service. */
export function migration(words: Words): Migration {
  const { name, integer, bytes } = words;
  return {
    async up(db: Kysely<unknown>) {
      await defineTable(db, words, {
        name: 'gj_archive',
        columns: {
          id: name(64),
          package: name(214),
          version: name(64),
          revision: integer,
          state: name(20),
          size: integer,
        },
        key: ['id'],
      });
      await defineTable(db, words, {
        name: 'gj_archive_chunk',
        columns: { archive: name(64), seq: integer, content: bytes },
        key: ['archive', 'seq'],
      });
    },
  };
}
