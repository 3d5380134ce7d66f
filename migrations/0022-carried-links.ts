import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { addColumn } from './add-column.ts';
import { defineIndex } from './define-index.ts';
import type { Words } from './words.ts';

/** Links that messages carry, and those that lead to a print of a record. */
export function migration(words: Words): Migration {
  const { id, name } = words;
  return {
    async up(db: Kysely<unknown>) {
      await addColumn(db, 'gj_file_link', 'print', name(64));
      await addColumn(db, 'gj_file_link', 'called', name(255));
      await addColumn(db, 'gj_file_link', 'message_form', name(64));
      await addColumn(db, 'gj_file_link', 'message', id);
      await defineIndex(db, words, 'gj_file_link', ['record']);
    },
  };
}
