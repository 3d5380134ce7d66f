import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { addColumn } from './common/alter-table.ts';
import type { Words } from './common/words.ts';

/** Where a session was begun: the browser as it calls itself, and the address. */
export function migration({ text }: Words): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await addColumn(db, 'gj_session', 'agent', text);
      await addColumn(db, 'gj_session', 'address', text);
    },
  };
}
