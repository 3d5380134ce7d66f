import { createHash } from 'node:crypto';
import type { Database } from '../database/database.ts';
import { DatabaseError } from '../database/database-error.ts';
import { Refusal } from '../refusal.ts';
import type { Ask } from './ask.ts';
import type { Answer, Endpoint } from './endpoint.ts';
import type { Host } from './host.ts';
import { keyBusy, keyReused, keyWrong } from './refusals.ts';
import { asRefusal } from './refuse.ts';

const longest = 200;
const day = 24 * 3600 * 1000;

/** What is kept of an answer, so that the second try gets the same one. */
interface Kept {
  readonly answer?: Answer;
  readonly refusal?: Pick<Refusal, 'code' | 'status' | 'params' | 'problems' | 'more'>;
}

/**
 * Does a write once, however often it is sent with the same key: the first claims the key, its outcome is
 * kept for a day and answered again. A server's failure lets the key go, because nothing was written.
 */
export async function idempotent(endpoint: Endpoint, ask: Ask, key: string): Promise<Answer> {
  if (key.length > longest || !/^[\x21-\x7e]+$/.test(key)) throw keyWrong({ most: longest });
  const { database } = ask.host;
  const principal = `${ask.principal.credential}:${ask.principal.user.id}`;
  const hash = await fingerprint(endpoint, ask);
  const now = ask.host.clock();
  const claim = { principal, key, hash, now };
  if (!(await claimed(database, claim))) return replay(ask.host, claim);
  let kept: Kept;
  try {
    kept = { answer: await endpoint.handle(ask) };
  } catch (error) {
    const refusal = asRefusal(error, ask.requestId, ask.host.log);
    if (refusal.status >= 500 || refusal.status === 429) {
      await release(database, claim);
      throw error;
    }
    const { code, status, params, problems, more } = refusal;
    kept = { refusal: { code, status, params, problems, more } };
  }
  const seal = endpoint.secretAnswer ? ask.host.vault.seal : (text: string) => text;
  await database.run(
    `update gj_idempotency set status = ?, response = ? where principal = ? and ${database.dialect.quote('key')} = ?`,
    [kept.answer?.status ?? kept.refusal?.status ?? 200, seal(JSON.stringify(kept)), principal, key],
  );
  return outcome(kept);
}

interface Claim {
  readonly principal: string;
  readonly key: string;
  readonly hash: string;
  readonly now: number;
}

async function fingerprint(endpoint: Endpoint, ask: Ask): Promise<string> {
  const { pathname, search } = new URL(ask.request.url);
  const ifMatch = ask.header('if-match') ?? '';
  return createHash('sha256')
    .update([endpoint.method, pathname, search, ifMatch, ''].join('\n'))
    .update(await contentOf(endpoint, ask))
    .digest('hex');
}

async function contentOf(endpoint: Endpoint, ask: Ask): Promise<string | Uint8Array> {
  const type = ask.header('content-type');
  if (endpoint.body === 'json') return type === null ? '' : ask.text();
  if (endpoint.body !== 'bytes') return '';
  const bytes = await ask.bytes(endpoint.bytesLimit ?? ask.bodyLimit);
  const boundary = /^multipart\/.*;\s*boundary="?([^";]+)/i.exec(type ?? '')?.[1];
  // Browsers draw another boundary for each sending of the same file.
  return boundary ? Buffer.from(bytes).toString('latin1').replaceAll(boundary, '') : bytes;
}

async function claimed(database: Database, { principal, key, hash, now }: Claim): Promise<boolean> {
  const column = database.dialect.quote('key');
  await database.run('delete from gj_idempotency where expires_at < ?', [now]);
  try {
    await database.run(
      `insert into gj_idempotency (principal, ${column}, hash, expires_at) values (?, ?, ?, ?)`,
      [principal, key, hash, now + day],
    );
    return true;
  } catch (error) {
    if (DatabaseError.is(error, 'duplicate')) return false;
    throw error;
  }
}

async function replay({ database, vault }: Host, { principal, key, hash }: Claim): Promise<Answer> {
  const column = database.dialect.quote('key');
  const [row] = await database.all<{ hash: string; response: string | null }>(
    `select hash, response from gj_idempotency where principal = ? and ${column} = ?`,
    [principal, key],
  );
  if (row && row.hash !== hash) throw keyReused();
  if (!row || row.response === null) throw keyBusy();
  const text = vault.isSealed(row.response) ? vault.open(row.response) : row.response;
  return outcome(JSON.parse(text) as Kept);
}

async function release(database: Database, { principal, key }: Claim): Promise<void> {
  await database.run(
    `delete from gj_idempotency where principal = ? and ${database.dialect.quote('key')} = ?`,
    [principal, key],
  );
}

function outcome({ answer, refusal }: Kept): Answer {
  if (refusal) throw new Refusal(refusal, refusal.params, refusal.problems, refusal.more);
  return answer ?? {};
}
