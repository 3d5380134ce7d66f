import type { Mark, Once } from '../call.ts';
import type { Database } from '../database/database.ts';
import { DatabaseError } from '../database/database-error.ts';

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
}

/** Whether the key is this request's now; false: another one had it before. */
export async function claimed({ database, clock, principal, key, hash }: Claim): Promise<boolean> {
  const column = database.dialect.quote('key');
  const now = clock();
  await database.run('delete from gj_idempotency where expires_at < ?', [now]);
  try {
    await database.run(
      `insert into gj_idempotency (principal, ${column}, hash, expires_at) values (?, ?, ?, ?)`,
      [principal, key, hash, now + patience],
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
  const [row] = await database.all<{ hash: string; response: string | null }>(
    `select hash, response from gj_idempotency where ${ofKey(database)}`,
    [principal, key],
  );
  return row;
}

/** Keeps the claim alive until it is told to rest. */
export function renew({ database, clock, principal, key }: Claim): () => void {
  const sql = `update gj_idempotency set expires_at = ? where ${ofKey(database)} and response is null`;
  const beat = setInterval(
    () => void database.run(sql, [clock() + patience, principal, key]).catch(() => {}),
    patience / 3,
  );
  beat.unref();
  return () => clearInterval(beat);
}

export async function keep(claim: Claim, status: number, response: string): Promise<void> {
  const { database, clock, principal, key } = claim;
  await database.run(
    `update gj_idempotency set status = ?, response = ?, expires_at = ? where ${ofKey(database)}`,
    [status, response, clock() + day, principal, key],
  );
}

export async function release({ database, principal, key }: Claim): Promise<void> {
  await database.run(`delete from gj_idempotency where ${ofKey(database)} and response is null`, [
    principal,
    key,
  ]);
}

/** Which writes of the request were made before; undefined: the key made others. A key holds no blank, its marks are `key 0`, `key 1` … */
export async function marksOf(claim: Claim): Promise<Once | undefined> {
  const { clock, principal, key, hash } = claim;
  const rows = await readMarks(claim);
  if (rows.some((row) => row.hash !== hash)) return undefined;
  const written = new Map(rows.map((row) => [row.key, Number(row.status)]));
  const expires = clock() + day;
  const mark = (part: number): Mark => {
    const own = `${key} ${part}`;
    const revision = written.get(own);
    return { principal, key: own, hash, expires, ...(revision === undefined ? {} : { written: revision }) };
  };
  let made = 0;
  return { next: () => mark(made++), part: (number) => onlyPart(() => mark(number)) };
}

export async function isMarked(claim: Claim): Promise<boolean> {
  return (await readMarks(claim)).length > 0;
}

interface MarkRow {
  readonly key: string;
  readonly hash: string;
  readonly status: number;
}

function readMarks({ database, principal, key }: Claim): Promise<readonly MarkRow[]> {
  const column = database.dialect.quote('key');
  return database.all<MarkRow>(
    `select ${column}, hash, status from gj_idempotency where principal = ? and ${column} > ? and ${column} < ?`,
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
