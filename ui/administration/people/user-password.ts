import { session } from '../../session/session.ts';

/** Asks how many accounts of sign-in providers are a user's, as administrators may know; null: this person may not ask. */
export async function linkedAccounts(user: string, signal: AbortSignal): Promise<number | null> {
  if (!session.who?.administers) return null;
  const answer = await session.api
    .call('GET /api/users/:id/accounts', { path: { id: user }, signal })
    .catch(() => null);
  return answer?.count ?? null;
}

/** Whether a user has nothing to sign in with: neither a password nor an account of a provider. */
export async function hasNoWayIn(user: string, signal: AbortSignal): Promise<boolean> {
  const [password, accounts] = await Promise.all([hasPassword(user, signal), linkedAccounts(user, signal)]);
  return password === false && accounts === 0;
}

/** Asks whether a user has a password yet, which only administrators may know; null: this person may not ask. */
export async function hasPassword(user: string, signal: AbortSignal): Promise<boolean | null> {
  if (!session.who?.administers) return null;
  const answer = await session.api
    .call('GET /api/users/:id/password', { path: { id: user }, signal })
    .catch(() => null);
  return answer?.set ?? null;
}
