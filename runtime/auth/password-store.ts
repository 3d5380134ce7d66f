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
  /** Takes as long for nobody (null) as for somebody. */
  verify(user: string | null, password: string): Promise<boolean>;
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

  return {
    set,
    has: async (user) => (await secretOf(user)) !== null,
    async verify(user, password) {
      const secret = await secretOf(user ?? '');
      decoy ??= hashPassword('', random, cost);
      const verdict = await verifyPassword(password, secret ?? (await decoy), cost);
      if (!secret || !user || !verdict.ok) return false;
      if (verdict.stale) await set(user, password);
      return true;
    },
  };
}
