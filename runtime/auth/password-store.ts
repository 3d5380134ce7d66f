import type { Connection } from '../database/database.ts';
import { hashPassword, type PasswordCost, passwordCost, verifyPassword } from './password.ts';

export interface PasswordParts {
  readonly database: Connection;
  clock(): number;
  random(size: number): Uint8Array;
  /** Default: what OWASP advises. */
  readonly cost?: PasswordCost;
}

/** Passwords are identities of the provider `password`, their subject the id of the user. */
export interface PasswordStore {
  set(user: string, password: string): Promise<void>;
  /** Whether the user has one, and so can sign in by it. */
  has(user: string): Promise<boolean>;
  /** Which password it was that held, null where none did. Takes as long for nobody (null) as for somebody. */
  verify(user: string | null, password: string): Promise<Verified | null>;
  /** Whether the user's password is still the one that was verified. */
  stands(user: string, verified: Verified): Promise<boolean>;
}

/** A password as it was kept when somebody knew it. */
export interface Verified {
  readonly secret: string;
}

export function createPasswordStore(parts: PasswordParts): PasswordStore {
  const { database, clock, random, cost = passwordCost } = parts;
  let decoy: Promise<string> | undefined;

  async function set(user: string, password: string): Promise<void> {
    const secret = await hashPassword(password, random, cost);
    const changed = await database.run(
      "update gj_identity set secret = ?, changed_at = ? where provider = 'password' and subject = ?",
      [secret, clock(), user],
    );
    if (changed.changes > 0) return;
    await database.run(
      "insert into gj_identity (provider, subject, user_id, secret, changed_at) values ('password', ?, ?, ?, ?)",
      [user, user, secret, clock()],
    );
  }

  async function secretOf(user: string): Promise<string | null> {
    const row = await database.first<{ secret: string | null }>(
      "select secret from gj_identity where provider = 'password' and subject = ?",
      [user],
    );
    return row?.secret ?? null;
  }

  /** At today's cost, unless somebody set another one meanwhile. */
  async function renew(user: string, password: string, secret: string): Promise<string> {
    const fresh = await hashPassword(password, random, cost);
    const { changes } = await database.run(
      "update gj_identity set secret = ? where provider = 'password' and subject = ? and secret = ?",
      [fresh, user, secret],
    );
    return changes > 0 ? fresh : secret;
  }

  return {
    set,
    has: async (user) => (await secretOf(user)) !== null,
    async verify(user, password) {
      const secret = await secretOf(user ?? '');
      decoy ??= hashPassword('', random, cost);
      const verdict = await verifyPassword(password, secret ?? (await decoy), cost);
      if (!secret || !user || !verdict.ok) return null;
      return { secret: verdict.stale ? await renew(user, password, secret) : secret };
    },
    stands: async (user, { secret }) => (await secretOf(user)) === secret,
  };
}
