import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from '../common/define-table.ts';
import type { Words } from '../common/words.ts';

/** Packages as they were packed, by what their files say, and what was brought here from other systems. */
export function migration(words: Words): Migration {
  const { name, integer, bytes, text } = words;
  return {
    async up(db: Kysely<unknown>) {
      await defineTable(db, words, {
        name: 'gj_packed',
        columns: { package: name(214), hash: name(64), seq: integer, content: bytes },
        key: ['package', 'hash', 'seq'],
      });
      await defineTable(db, words, {
        name: 'gj_promoted',
        columns: { package: name(214), content: text },
        key: ['package'],
      });
    },
  };
}
