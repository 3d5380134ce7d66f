import type { Vault } from '../../common/vault.ts';
import type { Database } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';
import { tooManyAttempts } from '../auth/gate.ts';
import { hashToken } from '../credentials/secret-token.ts';

/**
 * Keeps what a provider had the browser send here, until the page that is opened then asks for it: what the browser keeps
 * of a sign-in does not come with what another site has it send. Any node may be asked.
 */
export interface AnswerStore {
  /** Keeps the answer to the sign-in that has this state; the first one, where several come. */
  keep(state: string, answer: string, network: string): Promise<void>;
  /** Takes it, once. Null: there is none any more. */
  take(state: string): Promise<string | null>;
}

interface StoreParts {
  readonly database: Database;
  readonly vault: Pick<Vault, 'seal' | 'open'>;
}

/** Milliseconds that a page has to ask for the answer. */
const patience = 60_000;
/** Answers that wait at once: anybody may send some. */
const most = 400;
const mostOfNetwork = 50;
const principal = 'sign-in answer';

export function createAnswerStore({ database, vault }: StoreParts): AnswerStore {
  const key = database.dialect.quote('key');
  // Whichever node keeps it and takes it: all go by the database's clock.
  const { now } = database.dialect;
  const ofState = `principal = ? and ${key} = ?`;

  async function makeRoom(network: string): Promise<void> {
    await database.run(`delete from gj_idempotency where principal = ? and expires_at <= ${now}`, [
      principal,
    ]);
    const waiting = await database.all<{ readonly hash: string }>(
      'select hash from gj_idempotency where principal = ?',
      [principal],
    );
    const own = waiting.filter(({ hash }) => hash === network);
    if (waiting.length >= most || own.length >= mostOfNetwork)
      throw tooManyAttempts({ seconds: patience / 1000 });
  }

  return {
    async keep(state, answer, from) {
      const network = hashToken(from);
      await makeRoom(network);
      try {
        await database.run(
          `insert into gj_idempotency (principal, ${key}, hash, response, expires_at) values (?, ?, ?, ?, ${now} + ?)`,
          [principal, hashToken(state), network, vault.seal(answer), patience],
        );
      } catch (error) {
        if (!DatabaseError.is(error, 'duplicate')) throw error;
      }
    },

    async take(state) {
      const of = [principal, hashToken(state)];
      const row = await database.first<{ readonly response: string }>(
        `select response from gj_idempotency where ${ofState} and expires_at > ${now}`,
        of,
      );
      if (!row) return null;
      await database.run(`delete from gj_idempotency where ${ofState}`, of);
      return vault.open(row.response);
    },
  };
}
