import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from './common/define-table.ts';
import type { Words } from './common/words.ts';

/** The last day of each server, in slots of five minutes: whoever is started anew still tells what was before. */
export function migration(words: Words): Migration {
  const { id, name, integer } = words;
  return {
    async up(db: Kysely<unknown>) {
      await defineTable(db, words, {
        name: 'gj_node_day',
        columns: {
          node: id,
          slot: integer,
          name: name(100),
          began: integer,
          requests: integer,
          failed: integer,
          milliseconds: integer,
          memory: integer,
        },
        key: ['node', 'slot'],
        indexes: [['began']],
      });
    },
  };
}
