import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { addColumn } from './define-table.ts';
import type { Words } from './words.ts';

/** When a link was followed whose maker might no longer hand its file out. */
export function migration(words: Words): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await addColumn(db, 'gj_file_link', 'lost_at', words.integer);
    },
  };
}
