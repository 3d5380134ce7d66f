import type { Connection } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';

/** Knows which user an account of a provider is; providers are named by the id of their record. */
export interface Identities {
  /** Id of the user; null: the account was never seen. */
  userOf(provider: string, subject: string): Promise<string | null>;
  /** Whether the user is known to the provider, by any account. */
  has(provider: string, user: string): Promise<boolean>;
  /** From now on the account is this user's. */
  bind(provider: string, subject: string, user: string): Promise<void>;
  /** Forgets all accounts of the user, of any provider; his password stays. Answers how many there were. */
  forget(user: string): Promise<number>;
  /** How many accounts of providers are the user's. */
  count(user: string): Promise<number>;
}

export function createIdentities(database: Connection, clock: () => number): Identities {
  return {
    async userOf(provider, subject) {
      const row = await database.first<{ user_id: string }>(
        'select user_id from gj_identity where provider = ? and subject = ?',
        [provider, subject],
      );
      return row?.user_id ?? null;
    },
    async has(provider, user) {
      const row = await database.first<{ n: number }>(
        'select count(*) as n from gj_identity where provider = ? and user_id = ?',
        [provider, user],
      );
      return Number(row?.n ?? 0) > 0;
    },
    async bind(provider, subject, user) {
      try {
        await database.run(
          'insert into gj_identity (provider, subject, user_id, changed_at) values (?, ?, ?, ?)',
          [provider, subject, user, clock()],
        );
      } catch (error) {
        if (!DatabaseError.is(error, 'duplicate')) throw error;
        // It was seen before; the user that it was then may have been deleted since.
        await database.run(
          'update gj_identity set user_id = ?, changed_at = ? where provider = ? and subject = ? and user_id <> ?',
          [user, clock(), provider, subject, user],
        );
      }
    },
    async forget(user) {
      const { changes } = await database.run(
        "delete from gj_identity where user_id = ? and provider <> 'password'",
        [user],
      );
      return changes;
    },
    async count(user) {
      const row = await database.first<{ n: number }>(
        "select count(*) as n from gj_identity where user_id = ? and provider <> 'password'",
        [user],
      );
      return Number(row?.n ?? 0);
    },
  };
}
