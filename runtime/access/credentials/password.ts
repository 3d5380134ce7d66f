import { argon2, createHash, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Problem } from '../../../metadata/common/issue.ts';
import type { Connection } from '../../database/database.ts';
import { isCommonPassword, isGuessable } from './common-passwords.ts';

/** Whatever the tenant's settings allow, nothing shorter is a password. */
const leastPassword = 10;
const longest = 200;

/** Length is what protects; composition rules only make people write passwords down. */
export async function checkPassword(
  password: string,
  path: string,
  user: string,
  shortest = leastPassword,
): Promise<readonly Problem[]> {
  const length = [...password].length;
  if (length < shortest) return [{ path, code: 'password-short', params: { least: shortest } }];
  if (length > longest) return [{ path, code: 'password-long', params: { most: longest } }];
  if (holdsName(password, user)) return [{ path, code: 'password-holds-name' }];
  const isPoor = new Set(password.toLowerCase()).size < 4;
  if (isPoor || isGuessable(password, user)) return [{ path, code: 'password-guessable' }];
  return (await isCommonPassword(password)) ? [{ path, code: 'password-common' }] : [];
}

/** A shorter name is found in many a sentence. */
const leastName = 4;

function holdsName(password: string, user: string): boolean {
  const [text, name] = [password, user].map((one) => one.normalize('NFKC').toLowerCase());
  return name !== undefined && [...name].length >= leastName && text?.includes(name) === true;
}

const derive = promisify(argon2);

/** argon2id's cost; those of a hash are written in it, so that they can rise later. */
export interface PasswordCost {
  /** KiB. Default: 19456, the least OWASP advises with two passes. */
  readonly memory: number;
  /** Default: 2. */
  readonly passes: number;
}

export const passwordCost: PasswordCost = { memory: 19456, passes: 2 };

const tagLength = 32;
const saltLength = 16;

/** A password as it is kept: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<tag>`. */
export async function hashPassword(
  password: string,
  random: (size: number) => Uint8Array,
  cost: PasswordCost = passwordCost,
): Promise<string> {
  const salt = random(saltLength);
  const tag = await argon2id(password, salt, cost, tagLength);
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=1$${base64(salt)}$${base64(tag)}`;
}

/** Whether the password is the one, and whether its hash should be made anew at today's cost. */
export async function verifyPassword(
  password: string,
  hash: string,
  cost: PasswordCost = passwordCost,
): Promise<{ readonly ok: boolean; readonly stale: boolean }> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(hash);
  if (!parts) return { ok: false, stale: true };
  const [, memory, passes, salt = '', expected = ''] = parts;
  const made: PasswordCost = { memory: Number(memory), passes: Number(passes) };
  const wanted = Buffer.from(expected, 'base64');
  const tag = await argon2id(password, Buffer.from(salt, 'base64'), made, wanted.length);
  return {
    ok: timingSafeEqual(tag, wanted),
    stale: made.memory !== cost.memory || made.passes !== cost.passes,
  };
}

/** NFKC, so that a password typed on another keyboard or system is the same one. */
function argon2id(password: string, nonce: Uint8Array, cost: PasswordCost, length: number): Promise<Buffer> {
  return derive('argon2id', {
    message: password.normalize('NFKC'),
    nonce,
    parallelism: 1,
    tagLength: length,
    memory: cost.memory,
    passes: cost.passes,
  });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '');
}

interface PasswordParts {
  readonly database: Connection;
  clock(): number;
  random(size: number): Uint8Array;
  /** Default: what OWASP advises. */
  readonly cost?: PasswordCost;
}

/** Passwords are identities of the provider `password`, their subject the id of the user. */
export interface PasswordStore {
  /** `temporary`: whoever signs in with it chooses another first. */
  set(user: string, password: string, temporary?: boolean): Promise<void>;
  /** Whether the user has one, and so can sign in by it. */
  has(user: string): Promise<boolean>;
  /** Answers the password that held, null where none did. Takes as long for nobody (null) as for somebody. */
  verify(user: string | null, password: string): Promise<Verified | null>;
  /** Null: there is none. */
  current(user: string): Promise<PasswordMark | null>;
}

/** A password as it is kept, told apart from any other. */
export interface PasswordMark {
  readonly mark: string;
  readonly temporary: boolean;
}

/** The mark of a password as it was kept when somebody knew it. */
interface Verified {
  readonly mark: string;
}

function markOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

export function createPasswordStore(parts: PasswordParts): PasswordStore {
  const { database, clock, random, cost = passwordCost } = parts;
  let decoy: Promise<string> | undefined;

  async function set(user: string, password: string, temporary = false): Promise<void> {
    const secret = await hashPassword(password, random, cost);
    const kept = [secret, clock(), temporary ? 1 : 0];
    const changed = await database.run(
      "update gj_identity set secret = ?, changed_at = ?, temporary = ? where provider = 'password' and subject = ?",
      [...kept, user],
    );
    if (changed.changes > 0) return;
    await database.run(
      "insert into gj_identity (provider, subject, user_id, secret, changed_at, temporary) values ('password', ?, ?, ?, ?, ?)",
      [user, user, ...kept],
    );
  }

  async function rowOf(user: string): Promise<{ secret: string | null; temporary: number | null } | null> {
    const row = await database.first<{ secret: string | null; temporary: number | null }>(
      "select secret, temporary from gj_identity where provider = 'password' and subject = ?",
      [user],
    );
    return row ?? null;
  }

  const secretOf = async (user: string) => (await rowOf(user))?.secret ?? null;

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
      return { mark: markOf(verdict.stale ? await renew(user, password, secret) : secret) };
    },
    async current(user) {
      const row = await rowOf(user);
      return row?.secret ? { mark: markOf(row.secret), temporary: row.temporary === 1 } : null;
    },
  };
}
