import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from './common/define-table.ts';
import type { Words } from './common/words.ts';

/** What people said of the items of their inbox: done, later, and who takes care of them. */
export function migration(words: Words): Migration {
  const { id, integer, name } = words;
  return {
    async up(db: Kysely<unknown>) {
      await defineTable(db, words, {
        name: 'gj_inbox_mark',
        columns: {
          user_id: id,
          item: name(200),
          done_version: name(100),
          snoozed_until: integer,
          at: integer,
        },
        key: ['user_id', 'item'],
        empty: ['done_version', 'snoozed_until'],
        indexes: [['at']],
      });
      await defineTable(db, words, {
        name: 'gj_inbox_assignment',
        columns: { item: name(200), assignee: id, assigned_by: id, at: integer },
        key: ['item'],
        indexes: [['at']],
      });
    },
  };
}
