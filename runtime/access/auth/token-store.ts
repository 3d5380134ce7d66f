import type { Served } from '../../call/call.ts';
import type { Database } from '../../database/database.ts';
import { hashToken, makeSecretToken } from '../credentials/secret-token.ts';

/** The field that the platform notes in a record without a version of it: too often and too small to be history. */
const tokenUse = { form: 'token', field: 'lastUsedAt' };

export const isBesideHistory = (form: string, field: string): boolean =>
  form === tokenUse.form && field === tokenUse.field;

/** Marks tokens, so that scanners find those that leaked. */
export const tokenPrefix = 'gj_';

export interface TokenStore {
  make(): string;
  remember(token: string, record: string, user: string): Promise<void>;
  find(hash: string): Promise<{ readonly record: string; readonly user: string } | null>;
  revoke(record: string): Promise<void>;
  /** Writes down that it was used now: no version of its record, as nobody changed it. */
  used(record: string): Promise<void>;
}

interface TokenStoreParts {
  readonly database: Database;
  random(size: number): Uint8Array;
  clock(): number;
  served(): Served;
}

/** Hashes of tokens; what else is known of one is its record of the form `token`. */
export function createTokenStore({ database, random, clock, served }: TokenStoreParts): TokenStore {
  return {
    make: () => makeSecretToken(tokenPrefix, random),
    async remember(token, record, user) {
      await database.run('insert into gj_token (hash, token, user_id) values (?, ?, ?)', [
        hashToken(token),
        record,
        user,
      ]);
    },
    async find(hash) {
      const row = await database.first<{ token: string; user_id: string }>(
        'select token, user_id from gj_token where hash = ?',
        [hash],
      );
      return row ? { record: row.token, user: row.user_id } : null;
    },
    async revoke(record) {
      await database.run('delete from gj_token where token = ?', [record]);
    },
    async used(record) {
      const { model, table } = served();
      const form = model.formsById.get(tokenUse.form);
      const kept = form && table(form);
      const column = kept?.columns.get(tokenUse.field);
      if (!kept || column === undefined) return;
      const { quote, encode } = database.dialect;
      const now = encode({ type: 'datetime' }, new Date(clock()).toISOString());
      await database.run(`update ${quote(kept.name)} set ${quote(column)} = ? where id = ?`, [now, record]);
    },
  };
}
