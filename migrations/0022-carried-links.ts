import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { addColumn, defineIndex } from './common/alter-table.ts';
import type { Words } from './common/words.ts';

/** Links that messages carry, those that lead to a print of a record, and when one was over for want of rights. */
export function migration(words: Words): Migration {
  const { id, integer, name } = words;
  return {
    async up(db: Kysely<unknown>) {
      await addColumn(db, 'gj_file_link', 'print', name(64));
      await addColumn(db, 'gj_file_link', 'called', name(255));
      await addColumn(db, 'gj_file_link', 'message_form', name(64));
      await addColumn(db, 'gj_file_link', 'message', id);
      await addColumn(db, 'gj_file_link', 'lost_at', integer);
      await defineIndex(db, words, 'gj_file_link', ['record']);
    },
  };
}
