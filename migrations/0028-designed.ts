import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { addColumn } from './common/alter-table.ts';
import type { Words } from './common/words.ts';

/** Packages whose forms are designed in them, not in the layer above. */
export function migration(words: Words): Migration {
  return { up: (db: Kysely<unknown>) => addColumn(db, 'gj_package', 'designed', words.integer) };
}
