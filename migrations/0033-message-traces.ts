import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { addColumn } from './common/alter-table.ts';
import { defineTable } from './common/define-table.ts';
import type { Words } from './common/words.ts';

/** The place in a trace at which somebody asked for what others are told, of events and of the messages made of them. */
export function migration(words: Words): Migration {
  const { name, integer } = words;
  return {
    async up(db: Kysely<unknown>) {
      await addColumn(db, 'gj_outbox', 'trace', name(64));
      await defineTable(db, words, {
        name: 'gj_message_trace',
        columns: { message: name(36), trace: name(64), at: integer },
        key: ['message'],
        indexes: [['at']],
      });
    },
  };
}
