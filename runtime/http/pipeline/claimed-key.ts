import type { Mark, Once } from '../../call/call.ts';
import type { Database } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';

const day = 24 * 3600 * 1000;
/** How long a claim outlives whoever stopped working on it, in milliseconds. */
const patience = 10_000;

/** An Idempotency-Key, and what was asked with it. */
export interface Claim {
  readonly database: Database;
  readonly clock: () => number;
  readonly principal: string;
  readonly key: string;
  /** Digest of what was asked. */
  readonly hash: string;
  /** Which try it is: one that stood still meddles with nothing of the one that took the key up. */
  readonly attempt: number;
}

/** Whether the key is this request's now; false: another one had it before. */
export async function claimed({ database, clock, principal, key, hash, attempt }: Claim): Promise<boolean> {
  const column = database.dialect.quote('key');
  const now = clock();
  await database.run('delete from gj_idempotency where expires_at < ?', [now]);
  try {
    await database.run(
      `insert into gj_idempotency (principal, ${column}, hash, status, expires_at) values (?, ?, ?, ?, ?)`,
      [principal, key, hash, attempt, now + patience],
    );
    return true;
  } catch (error) {
    if (DatabaseError.is(error, 'duplicate')) return false;
    throw error;
  }
}

/** What the request that has the key asked, and was answered; without a response it is still at it. */
export async function taken({
  database,
  principal,
  key,
}: Claim): Promise<{ readonly hash: string; readonly response: string | null } | undefined> {
  const row = await database.first<{ hash: string; response: string | null }>(
    `select hash, response from gj_idempotency where ${ofKey(database)}`,
    [principal, key],
  );
  return row;
}

/** Keeps the claim alive until it is told to rest. */
export function renew(claim: Claim): () => void {
  const { database, clock } = claim;
  const sql = `update gj_idempotency set expires_at = ? where ${ofAttempt(database)}`;
  const beat = setInterval(
    () => void database.run(sql, [clock() + patience, ...attemptOf(claim)]).catch(() => {}),
    patience / 3,
  );
  beat.unref();
  return () => clearInterval(beat);
}

/** False: another try has the key by now. */
export async function storeAnswer(claim: Claim, status: number, response: string): Promise<boolean> {
  const { database, clock } = claim;
  const { changes } = await database.run(
    `update gj_idempotency set status = ?, response = ?, expires_at = ? where ${ofAttempt(database)}`,
    [status, response, clock() + day, ...attemptOf(claim)],
  );
  return changes === 1;
}

export async function release(claim: Claim): Promise<void> {
  const { database } = claim;
  await database.run(`delete from gj_idempotency where ${ofAttempt(database)}`, attemptOf(claim));
}

export interface Marks {
  readonly once: Once;
  /** Writes that were made. */
  readonly count: number;
}

/** Which writes of the request were made before; undefined: the key made others. A key holds no blank, its marks are `key 0`, `key 1` … */
export async function marksOf(claim: Claim): Promise<Marks | undefined> {
  const { clock, principal, key, hash } = claim;
  const rows = await readMarks(claim);
  if (rows.some((row) => row.hash !== hash)) return undefined;
  const made = new Map(rows.map((row) => [row.key, row]));
  const expires = clock() + day;
  const mark = (part: number): Mark => {
    const own = `${key} ${part}`;
    const row = made.get(own);
    const written = row && { written: Number(row.status), ...(row.response && { answer: row.response }) };
    return { principal, key: own, hash, expires, ...written };
  };
  let part = 0;
  const once = { next: () => mark(part++), part: (number: number) => onlyPart(() => mark(number)) };
  return { once, count: rows.length };
}

interface MarkRow {
  readonly key: string;
  readonly hash: string;
  readonly status: number;
  readonly response: string | null;
}

function readMarks({ database, principal, key }: Claim): Promise<readonly MarkRow[]> {
  const column = database.dialect.quote('key');
  return database.all<MarkRow>(
    `select ${column}, hash, status, response from gj_idempotency where principal = ? and ${column} > ? and ${column} < ?`,
    [principal, `${key} `, `${key}!`],
  );
}

/** A part makes one write. */
function onlyPart(next: () => Mark): Once {
  return { next, part: () => onlyPart(next) };
}

function ofKey({ dialect }: Database): string {
  return `principal = ? and ${dialect.quote('key')} = ?`;
}

function ofAttempt(database: Database): string {
  return `${ofKey(database)} and status = ? and response is null`;
}

function attemptOf({ principal, key, attempt }: Claim): readonly (string | number)[] {
  return [principal, key, attempt];
}
