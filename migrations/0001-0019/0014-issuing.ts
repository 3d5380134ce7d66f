import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from '../common/define-table.ts';
import type { Words } from '../common/words.ts';

/** What is told to others once it is committed, how much credit is taken, and what the simulated channel knows. */
export function migration(words: Words): Migration {
  const { name, integer, text } = words;
  return {
    async up(db: Kysely<unknown>) {
      await defineTable(db, words, {
        name: 'gj_outbox',
        columns: {
          revision: integer,
          part: integer,
          kind: name(40),
          form: name(64),
          record: name(36),
          document: name(36),
          org: name(36),
          at: integer,
          payload: text,
        },
        key: ['revision', 'part'],
        indexes: [['at']],
      });
      await defineTable(db, words, {
        name: 'gj_outbox_reader',
        columns: { name: name(64), revision: integer, part: integer },
        key: ['name'],
      });
      await defineTable(db, words, {
        name: 'gj_credit',
        columns: {
          org: name(36),
          business_type: name(36),
          role: name(100),
          period: name(10),
          used: name(40),
        },
        key: ['org', 'business_type', 'role', 'period'],
      });
      await defineTable(db, words, {
        name: 'gj_simulated',
        columns: {
          request: name(40),
          seller: name(40),
          number: name(20),
          state: name(16),
          at: integer,
          content: text,
        },
        key: ['request'],
        indexes: [['number']],
      });
    },
  };
}
