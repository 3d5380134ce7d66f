import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { defineTable } from '../common/define-table.ts';
import type { Words } from '../common/words.ts';

/** Up to which moment everything that is done by itself was looked after, and by which timetable. */
export function migration(words: Words): Migration {
  const { name, integer } = words;
  return {
    up: (db: Kysely<unknown>) =>
      defineTable(db, words, {
        name: 'gj_schedule',
        columns: { task: name(150), timetable: name(255), handled: integer },
        key: ['task'],
      }),
  };
}
