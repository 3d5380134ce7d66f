import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { addColumn } from './common/alter-table.ts';
import type { Words } from './common/words.ts';

/** What a passkey is known by. */
export function migration({ text }: Words): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await addColumn(db, 'gj_authenticator', 'passkey', text);
    },
  };
}
