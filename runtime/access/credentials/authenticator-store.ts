import { Secret, TOTP } from 'otpauth';
import type { Vault } from '../../common/vault.ts';
import type { Database } from '../../database/database.ts';
import { makeCodes, plainCode } from './recovery-codes.ts';
import { hashToken } from './secret-token.ts';

/**
 * What a person shows beside a password, or in place of it: an app on a phone, whose code changes every half minute, or
 * a passkey, by which a device signs.
 */
export interface Authenticator {
  readonly id: string;
  readonly kind: 'app' | 'passkey';
  readonly name: string;
  readonly createdAt: number;
  readonly usedAt: number | null;
}

/** A secret for an app, in the two ways in which people bring it there: typed, and scanned. */
export interface NewSecret {
  readonly secret: string;
  readonly address: string;
}

/** An app that is about to be added, with a code that it shows. */
export interface NewApp {
  readonly name: string;
  readonly secret: string;
  readonly code: string;
}

/** What a passkey is known by; nothing of it is secret. */
export interface Passkey {
  readonly id: string;
  /** Its public key. */
  readonly key: string;
  /** How a browser reaches the device. */
  readonly transports: readonly string[];
}

export interface OwnPasskey {
  readonly row: string;
  readonly passkey: Passkey;
  /** How often it says that it signed; 0 of those that do not count. */
  readonly counter: number;
}

export interface AuthenticatorStore {
  list(user: string): Promise<readonly Authenticator[]>;
  /** Codes for the day when the phone is lost that were not used yet. */
  codesLeft(user: string): Promise<number>;
  has(user: string): Promise<boolean>;
  hasApp(user: string): Promise<boolean>;
  passkeys(user: string): Promise<readonly OwnPasskey[]>;
  /** Whether anybody has one. */
  hasPasskeys(): Promise<boolean>;
  addPasskey(user: string, made: { name: string; passkey: Passkey; counter: number }): Promise<void>;
  /** Opens nothing before it is added. */
  newSecret(account: string): NewSecret;
  /** Adds an app whose owner shows a code of it, which opens nothing from then on. Answers whether it is one. */
  add(user: string, app: NewApp): Promise<boolean>;
  /** By what the code opens, which each does once: one of his apps, or as a recovery code. Null: it opens nothing. */
  accepts(user: string, code: string): Promise<'app' | 'recovery' | null>;
  passkeyUsed(row: string, counter: number): Promise<void>;
  /** Answers whether he had it. With the last one his recovery codes go, too. */
  remove(user: string, id: string): Promise<boolean>;
  /** Answers how many apps and passkeys there were. */
  removeAll(user: string): Promise<number>;
  /** New recovery codes in place of those of before. They are told this once. */
  renewCodes(user: string): Promise<readonly string[]>;
}

interface StoreParts {
  readonly database: Database;
  readonly vault: Pick<Vault, 'seal' | 'open'>;
  clock(): number;
  random(size: number): Uint8Array;
  newId(): string;
}

/** The name under which apps list the account. */
const issuer = 'Guiju';
/** Seconds for which a code is shown. */
const period = 30;
/** Codes before and after the present one that are taken: clocks of phones are apart, and people type slowly. */
const window = 1;
const isApp = "kind = 'app'";
const isPasskey = "kind = 'passkey'";
const isCode = "kind = 'recovery'";
/** Apps and passkeys: what his sign-in asks for. */
const isOwn = "kind <> 'recovery'";

interface NewRow {
  readonly kind: 'app' | 'passkey' | 'recovery';
  readonly name?: string;
  readonly secret?: string;
  readonly hash?: string;
  /** Of the code that was shown when it was added, or what a passkey counted until then. */
  readonly step?: number;
  readonly passkey?: Passkey;
}

interface AppRow {
  readonly id: string;
  readonly sealed_secret: string;
}

export function createAuthenticatorStore(parts: StoreParts): AuthenticatorStore {
  const { database, vault, clock, random, newId } = parts;
  // Whoever signs in waits for nobody's long read.
  const reader = () => database.reading({ who: 'sign-in' });

  const totp = (secret: string) => new TOTP({ issuer, secret: Secret.fromBase32(secret), period });
  /** The number of half minutes at which the code is shown; null: it is none of these. */
  function stepOf(secret: string, code: string): number | null {
    const now = clock();
    const delta = totp(secret).validate({ token: code, timestamp: now, window });
    return delta === null ? null : Math.floor(now / 1000 / period) + delta;
  }

  /** Null: it was sealed with a key that is not here; recovery codes open all the same. */
  function unsealed(secret: string): string | null {
    try {
      return vault.open(secret);
    } catch {
      return null;
    }
  }

  /** One that was seen on its way opens nothing a second time, on whatever node. */
  async function usedOnce(user: string, code: string): Promise<boolean> {
    const apps = await reader().all<AppRow>(
      `select id, sealed_secret from gj_authenticator where user_id = ? and ${isApp}`,
      [user],
    );
    for (const { id, sealed_secret } of apps) {
      const secret = unsealed(sealed_secret);
      const step = secret === null ? null : stepOf(secret, code);
      if (step === null) continue;
      const { changes } = await database.run(
        'update gj_authenticator set last_step = ?, used_at = ? where id = ? and (last_step is null or last_step < ?)',
        [step, clock(), id, step],
      );
      if (changes > 0) return true;
    }
    return false;
  }

  async function count(user: string, which: string): Promise<number> {
    const row = await reader().first<{ n: number }>(
      `select count(*) as n from gj_authenticator where user_id = ? and ${which}`,
      [user],
    );
    return Number(row?.n ?? 0);
  }

  const removeOf = async (user: string, which: string) =>
    (await database.run(`delete from gj_authenticator where user_id = ? and ${which}`, [user])).changes;

  /** All of them, or none. */
  async function insert(user: string, rows: readonly NewRow[]): Promise<void> {
    const cells = rows.flatMap(({ kind, name = '', secret = null, hash = null, step = null, passkey }) => [
      ...[newId(), user, kind, name, secret, hash],
      ...[step, clock(), step === null ? null : clock(), passkey ? JSON.stringify(passkey) : null],
    ]);
    const places = rows.map(() => '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ');
    await database.run(
      `insert into gj_authenticator (id, user_id, kind, name, sealed_secret, hash, last_step, created_at, used_at, passkey) values ${places}`,
      cells,
    );
  }

  return {
    async list(user) {
      const rows = await reader().all<{
        id: string;
        kind: 'app' | 'passkey';
        name: string;
        created_at: number;
        used_at: number | null;
      }>(
        `select id, kind, name, created_at, used_at from gj_authenticator where user_id = ? and ${isOwn} order by created_at, id`,
        [user],
      );
      return rows.map(({ id, kind, name, created_at, used_at }) => ({
        id,
        kind,
        name,
        createdAt: Number(created_at),
        usedAt: used_at === null ? null : Number(used_at),
      }));
    },
    codesLeft: (user) => count(user, isCode),
    has: async (user) => (await count(user, isOwn)) > 0,
    hasApp: async (user) => (await count(user, isApp)) > 0,

    async passkeys(user) {
      const rows = await reader().all<{ id: string; passkey: string; last_step: number }>(
        `select id, passkey, last_step from gj_authenticator where user_id = ? and ${isPasskey} order by created_at, id`,
        [user],
      );
      return rows.map(({ id, passkey, last_step }) => ({
        row: id,
        passkey: JSON.parse(passkey),
        counter: Number(last_step),
      }));
    },
    async hasPasskeys() {
      return (
        (await reader().first(`select id from gj_authenticator where ${isPasskey} limit 1`)) !== undefined
      );
    },
    addPasskey: (user, { name, passkey, counter }) =>
      insert(user, [{ kind: 'passkey', name, passkey, step: counter }]),
    async passkeyUsed(row, counter) {
      await database.run('update gj_authenticator set last_step = ?, used_at = ? where id = ?', [
        counter,
        clock(),
        row,
      ]);
    },

    newSecret(account) {
      const secret = new Secret({ buffer: Uint8Array.from(random(20)).buffer }).base32;
      return { secret, address: new TOTP({ issuer, label: account, secret, period }).toString() };
    },
    async add(user, { name, secret, code }) {
      const step = stepOf(secret, plainCode(code));
      if (step !== null) await insert(user, [{ kind: 'app', name, secret: vault.seal(secret), step }]);
      return step !== null;
    },

    async accepts(user, code) {
      const plain = plainCode(code);
      if (/^\d{6}$/.test(plain)) return (await usedOnce(user, plain)) ? 'app' : null;
      const { changes } = await database.run(
        `delete from gj_authenticator where user_id = ? and ${isCode} and hash = ?`,
        [user, hashToken(plain)],
      );
      return changes > 0 ? 'recovery' : null;
    },

    async remove(user, id) {
      const { changes } = await database.run(
        `delete from gj_authenticator where user_id = ? and ${isOwn} and id = ?`,
        [user, id],
      );
      if (changes > 0 && (await count(user, isOwn)) === 0) await removeOf(user, isCode);
      return changes > 0;
    },
    async removeAll(user) {
      await removeOf(user, isCode);
      return removeOf(user, isOwn);
    },
    async renewCodes(user) {
      const codes = makeCodes(random);
      await removeOf(user, isCode);
      await insert(
        user,
        codes.map((code) => ({ kind: 'recovery' as const, hash: hashToken(plainCode(code)) })),
      );
      return codes;
    },
  };
}
