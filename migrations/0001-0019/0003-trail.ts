import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineIndex } from '../common/alter-table.ts';
import type { Words } from '../common/words.ts';

/** The audit trail by form, person and action: whoever did little, and what was rarely done, is found without reading all. */
export function migration(words: Words): Migration {
  return {
    async up(db: Kysely<unknown>) {
      for (const column of ['form', 'actor', 'operation'])
        await defineIndex(db, words, 'gj_history', [column, 'revision']);
      await defineIndex(db, words, 'gj_audit', ['action', 'at']);
      await defineIndex(db, words, 'gj_audit', ['target', 'at']);
    },
  };
}
