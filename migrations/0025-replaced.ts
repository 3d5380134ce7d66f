import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from './common/define-table.ts';
import type { Words } from './common/words.ts';

/** The columns that publishes replaced, and the values that say something else since. */
export function migration(words: Words): Migration {
  const { id, integer, name, text } = words;
  return {
    async up(db: Kysely<unknown>) {
      await defineTable(db, words, {
        name: 'gj_reshape',
        columns: { revision: integer, path: name(255), column_name: name(64), was: text, became: text },
        key: ['revision', 'path'],
        indexes: [['path', 'column_name']],
      });
      await defineTable(db, words, {
        name: 'gj_replaced',
        columns: {
          path: name(255),
          column_name: name(64),
          row_id: id,
          form: name(64),
          record: id,
          was: text,
          became: text,
        },
        key: ['path', 'column_name', 'row_id'],
        indexes: [['record']],
      });
    },
  };
}
