import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from '../common/define-table.ts';
import type { Words } from '../common/words.ts';

/** What people design and nobody has published yet, step by step, and who is at it. */
export function migration(words: Words): Migration {
  const { name, id, integer, text } = words;
  return {
    async up(db: Kysely<unknown>) {
      await defineTable(db, words, {
        name: 'gj_design',
        columns: {
          id,
          name: name(200),
          layer: name(214),
          shared: integer,
          by_id: id,
          by_name: name(255),
          base: integer,
          state: name(20),
          created_at: integer,
          modified_at: integer,
          details: text,
        },
        key: ['id'],
        indexes: [['by_id'], ['state']],
      });
      await defineTable(db, words, {
        name: 'gj_design_entry',
        columns: { design: id, n: integer, by_id: id, by_name: name(255), at: integer, content: text },
        key: ['design', 'n'],
      });
      await defineTable(db, words, {
        name: 'gj_design_present',
        columns: { design: id, by_id: id, by_name: name(255), place: name(255), at: integer },
        key: ['design', 'by_id'],
      });
    },
  };
}
