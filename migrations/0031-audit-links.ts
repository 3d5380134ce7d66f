import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { addColumn, defineIndex } from './common/alter-table.ts';
import { defineTable } from './common/define-table.ts';
import type { Words } from './common/words.ts';

/** The chain that the audit trail is sealed by, and how far the trail was forwarded. */
export function migration(words: Words): Migration {
  const { name, integer, text } = words;
  return {
    async up(db: Kysely<unknown>) {
      await addColumn(db, 'gj_audit', 'link', integer);
      await defineIndex(db, words, 'gj_audit', ['link', 'at']);
      await defineTable(db, words, {
        name: 'gj_audit_link',
        columns: {
          number: integer,
          former: name(64),
          digest: name(64),
          linked_at: integer,
          newest_at: integer,
          content: text,
        },
        key: ['number'],
      });
      await defineTable(db, words, {
        name: 'gj_audit_forward',
        columns: {
          name: name(16),
          link: integer,
          arrived_at: integer,
          failing_since: integer,
          reason: text,
        },
        key: ['name'],
        empty: ['arrived_at', 'failing_since', 'reason'],
      });
    },
  };
}
