import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { addColumn } from './common/alter-table.ts';
import type { Words } from './common/words.ts';

/** Which provider a session was begun by, and the sealed ID token by which it is ended there. */
export function migration(words: Words): Migration {
  const { name, text } = words;
  return {
    async up(db: Kysely<unknown>) {
      await addColumn(db, 'gj_session', 'provider', name(64));
      await addColumn(db, 'gj_session', 'sealed_hint', text);
    },
  };
}
