import { session } from '../../session/session.ts';

/** Asks whether a user has a password yet, which only administrators may know; null: this person may not ask. */
export async function hasPassword(user: string, signal: AbortSignal): Promise<boolean | null> {
  if (!session.who?.administers) return null;
  const answer = await session.api
    .call('GET /api/users/:id/password', { path: { id: user }, signal })
    .catch(() => null);
  return answer?.set ?? null;
}
