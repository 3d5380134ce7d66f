import type { Database } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';
import { hashToken } from './secret-token.ts';

/**
 * Notes that something random of a sign-in was used, for as long as it opens anything. Answers whether this was the
 * first time, on whatever node.
 */
export async function useOnce(
  database: Pick<Database, 'run' | 'dialect'>,
  secret: string,
  end: number,
): Promise<boolean> {
  try {
    await database.run(
      `insert into gj_idempotency (principal, ${database.dialect.quote('key')}, hash, expires_at) values (?, ?, ?, ?)`,
      ['sign-in', hashToken(secret), '', end],
    );
    return true;
  } catch (error) {
    if (DatabaseError.is(error, 'duplicate')) return false;
    throw error;
  }
}
