import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { Book } from './book.ts';
import type { Mood } from './mood.ts';

interface Heard {
  readonly request: IncomingMessage;
  readonly body: string;
  readonly said: JsonObject;
  readonly mood: Mood;
  readonly book: Book;
  /** The key that bodies are signed with. Default: nobody signs. */
  readonly secret: string | undefined;
}

const paths = new Set(['/verify', '/declarations', '/groups', '/withdrawals', '/codes']);

/**
 * The platform of licences, the mobile cloud and the customs interface in one, by path: a status and an answer;
 * undefined: it is none of theirs.
 */
export function answerOfCloud(heard: Heard): readonly [number, JsonObject] | undefined {
  const { request, said, mood, book } = heard;
  const path = request.url ?? '';
  if (request.method !== 'POST' || !paths.has(path)) return undefined;
  if (mood.answers !== null) return [mood.answers, {}];
  if (!isSigned(heard)) return [401, {}];
  if (path === '/groups') return [200, { groups: [...mood.licences] }];
  if (path === '/declarations')
    return isOfVendor(heard) ? [200, { declarations: [...mood.declarations] }] : [403, {}];
  if (path === '/withdrawals' || path === '/codes') {
    const of = path === '/codes' ? 'code' : 'withdrawal';
    book.write({ of, id: String(said['id']), asked: said, answer: {} });
  }
  return [200, {}];
}

function signedSecond({ headers }: IncomingMessage): string {
  return /^t=(\d+),/.exec(String(headers['guiju-signature']))?.[1] ?? '';
}

function isSigned({ request, body, secret }: Heard): boolean {
  if (secret === undefined) return true;
  const second = signedSecond(request);
  const digest = createHmac('sha256', secret).update(`${second}.${body}`).digest('hex');
  return request.headers['guiju-signature'] === `t=${second},v1=${digest}`;
}

/** Whether the vendor whose public key it knows has signed. */
function isOfVendor({ request, body, mood }: Heard): boolean {
  if (mood.isvKey === null) return true;
  const key = createPublicKey(mood.isvKey);
  const id = createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('hex');
  const { headers } = request;
  const signature = Buffer.from(String(headers['guiju-isv-signature']), 'base64');
  const signed = Buffer.from(`${signedSecond(request)}.${body}`);
  return headers['guiju-isv-key'] === id && verify('sha256', signed, key, signature);
}
