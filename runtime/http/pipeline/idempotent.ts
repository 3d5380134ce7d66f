import { createHmac } from 'node:crypto';
import type { Mark, Once } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { Database } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';
import type { Ask } from './ask.ts';
import type { Answer, Endpoint } from './endpoint.ts';
import type { Host } from './host.ts';
import { keyBusy, keyReused, keyWrong } from './refusals.ts';
import { asRefusal } from './refuse.ts';

const day = 24 * 3600 * 1000;
/** The time by which a claim outlives whoever stopped working on it, in milliseconds. */
const patience = 10_000;
/** A claim that would last longer was made while a clock was ahead, which was put back since. */
const longestClaim = 60_000;

/** An Idempotency-Key, and what was asked with it. */
interface Claim {
  readonly database: Database;
  readonly principal: string;
  readonly key: string;
  /** Digest of what was asked. */
  readonly hash: string;
  /** Number of the try: one that stood still meddles with nothing of the one that took the key up. */
  readonly attempt: number;
}

/** Tells whether the key is this request's now; false: another one had it before. */
async function claimed({ database, principal, key, hash, attempt }: Claim): Promise<boolean> {
  const { now, quote } = database.dialect;
  const column = quote('key');
  try {
    // Of other keys whose time is over, nobody is in the way.
    const isLeft = `${column} = ? and response is null and expires_at > ${now} + ?`;
    await database.run(
      `delete from gj_idempotency where principal = ? and ${column} >= ? and ${column} < ? and (expires_at < ${now} or (${isLeft}))`,
      [principal, key, `${key}!`, key, longestClaim],
    );
    await database.run(
      `insert into gj_idempotency (principal, ${column}, hash, status, expires_at) values (?, ?, ?, ?, ${now} + ?)`,
      [principal, key, hash, attempt, patience],
    );
    return true;
  } catch (error) {
    if (DatabaseError.is(error, 'duplicate')) return false;
    // Nothing of what was asked was begun, whatever became of the claim.
    if (DatabaseError.is(error, 'outcome-unknown'))
      throw new DatabaseError('unavailable', error.message, error);
    throw error;
  }
}

/** Reads the claim of the request that has the key, and its answer; without a response it is still at it. */
async function taken({
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
function renew(claim: Claim): () => void {
  const { database } = claim;
  const sql = `update gj_idempotency set expires_at = ${database.dialect.now} + ? where ${ofAttempt(database)}`;
  const beat = setInterval(
    () => void database.run(sql, [patience, ...attemptOf(claim)]).catch(() => {}),
    patience / 3,
  );
  beat.unref();
  return () => clearInterval(beat);
}

/** False: another try has the key by now. */
async function storeAnswer(claim: Claim, status: number, response: string): Promise<boolean> {
  const { database } = claim;
  const { changes } = await database.run(
    `update gj_idempotency set status = ?, response = ?, expires_at = ${database.dialect.now} + ? where ${ofAttempt(database)}`,
    [status, response, day, ...attemptOf(claim)],
  );
  return changes === 1;
}

async function release(claim: Claim): Promise<void> {
  const { database } = claim;
  await database.run(`delete from gj_idempotency where ${ofAttempt(database)}`, attemptOf(claim));
}

interface Marks {
  readonly once: Once;
  /** Writes that were made. */
  readonly count: number;
}

/**
 * Returns the marks of the request's writes that were made before; undefined: the key made others. A key holds no
 * blank, its marks are `key 0`, `key 1` …
 */
async function marksOf(claim: Claim): Promise<Marks | undefined> {
  const { principal, key, hash } = claim;
  const rows = await readMarks(claim);
  if (rows.some((row) => row.hash !== hash)) return undefined;
  const made = new Map(rows.map((row) => [row.key, row]));
  const mark = (part: number): Mark => {
    const own = `${key} ${part}`;
    const row = made.get(own);
    const written = row && { written: Number(row.status), ...(row.response && { answer: row.response }) };
    return { principal, key: own, hash, lasts: day, ...written };
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

const longest = 200;
/** Bytes of a body that are digested in one piece. */
const piece = 1 << 20;

/** The outcome that is kept, so that the second try gets the same answer. */
interface StoredAnswer {
  readonly answer?: Answer;
  readonly refusal?: Pick<Refusal, 'code' | 'status' | 'params' | 'problems' | 'more'>;
}

/**
 * Does a write once, however often it is sent with the same key: the first claims the key, its outcome is
 * kept for a day and answered again. A claim lasts only while somebody works on it; whoever takes it up after a
 * crash knows by their marks which of its writes were made, since each left one in its own transaction.
 */
export async function idempotent(endpoint: Endpoint, ask: Ask, key: string): Promise<Answer> {
  if (key.length > longest || !/^[\x21-\x7e]+$/.test(key)) throw keyWrong({ most: longest });
  const { database, random, vault } = ask.host;
  const principal = `${ask.principal.credential}:${ask.principal.user.id}`;
  const attempt = Buffer.from(random(6)).readUIntBE(0, 6);
  const claim: Claim = { database, principal, key, attempt, hash: await fingerprint(endpoint, ask) };
  if (!(await claimed(claim))) return replayed(ask, claim);
  const rest = renew(claim);
  try {
    const kept = await answerOnce(endpoint, ask, claim);
    const seal = endpoint.secretAnswer ? vault.seal : (text: string) => text;
    const status = kept.answer?.status ?? kept.refusal?.status ?? 200;
    // This try stood still for so long that another took the key up: the answer to that one holds.
    return (await storeAnswer(claim, status, seal(JSON.stringify(kept))))
      ? outcome(kept)
      : replay(vault, claim);
  } finally {
    rest();
  }
}

/** A server's failure lets the key go: whoever sends it again finds marks where something was written all the same. */
async function answerOnce(endpoint: Endpoint, ask: Ask, claim: Claim): Promise<StoredAnswer> {
  let marks = await marksOf(claim);
  if (!marks) {
    await release(claim);
    throw keyReused();
  }
  for (;;) {
    try {
      return { answer: await endpoint.handle(ask.again({ once: marks.once })) };
    } catch (error) {
      const now = await marksOf(claim).catch(() => undefined);
      if (now && now.count > marks.count) {
        // A try that had stood still went on after all and was faster: its write is in the way of the same write.
        marks = now;
        continue;
      }
      const refusal = asRefusal(error, ask.requestId, ask.host.log);
      const mayPass =
        refusal.status >= 500 || refusal.status === 429 || refusal.code === 'confirmation-needed';
      // Refusals are not kept of calls that need no role: what was wrong may be as long as what was sent.
      const kept = !mayPass && endpoint.access !== 'signed-in';
      if (!kept) {
        await release(claim);
        throw error;
      }
      const { code, status, params, problems, more } = refusal;
      return { refusal: { code, status, params, problems, more } };
    }
  }
}

/**
 * Digests a request, to tell whether the same was asked again, and nothing else: bodies hold passwords and PINs, which
 * a plain digest in the database would let anybody guess who reads it.
 */
async function fingerprint(endpoint: Endpoint, ask: Ask): Promise<string> {
  const { pathname, search } = new URL(ask.request.url);
  const ifMatch = ask.header('if-match') ?? '';
  const digest = createHmac('sha256', ask.host.vault.derive('idempotency')).update(
    [endpoint.method, pathname, search, ifMatch, ''].join('\n'),
  );
  const pause = timeSlices();
  for (const part of await contentOf(endpoint, ask)) {
    for (let from = 0; from < part.length; from += piece) {
      digest.update(part.subarray(from, from + piece));
      await pause();
    }
  }
  return digest.digest('hex');
}

/** The body in the pieces that have to be the same, none of them copied. */
async function contentOf(endpoint: Endpoint, ask: Ask): Promise<Iterable<Uint8Array>> {
  const received = await ask.received();
  if (received) return [Buffer.from(received.digest)];
  const type = ask.header('content-type');
  if (endpoint.body === 'json') return type === null ? [] : [await ask.sent()];
  if (endpoint.body !== 'bytes') return [];
  const bytes = await ask.bytes(endpoint.bytesLimit ?? ask.bodyLimit);
  const boundary = /^multipart\/.*;\s*boundary="?([^";]{8,})/i.exec(type ?? '')?.[1];
  // Browsers draw another boundary for each sending of the same file.
  return boundary ? between(bytes, Buffer.from(boundary, 'latin1')) : [bytes];
}

function* between(bytes: Uint8Array<ArrayBuffer>, boundary: Buffer): Iterable<Uint8Array> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let from = 0;
  for (let at = whole.indexOf(boundary); at >= 0; at = whole.indexOf(boundary, from)) {
    yield whole.subarray(from, at);
    from = at + boundary.length;
  }
  yield whole.subarray(from);
}

/** The answer that another sending has: what came with this one is nobody's. */
async function replayed(ask: Ask, claim: Claim): Promise<Answer> {
  await (await ask.received())?.giveUp?.();
  return replay(ask.host.vault, claim);
}

async function replay(vault: Host['vault'], claim: Claim): Promise<Answer> {
  const row = await taken(claim);
  if (row && row.hash !== claim.hash) throw keyReused();
  if (!row || row.response === null) throw keyBusy();
  const text = vault.isSealed(row.response) ? vault.open(row.response) : row.response;
  return outcome(JSON.parse(text) as StoredAnswer);
}

function outcome({ answer, refusal }: StoredAnswer): Answer {
  if (refusal) throw new Refusal(refusal, refusal.params, refusal.problems, refusal.more);
  return answer ?? {};
}
