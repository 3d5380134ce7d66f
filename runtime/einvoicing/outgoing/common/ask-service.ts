import type { Json } from '../../../../metadata/common/json.ts';
import type { Egress } from '../../../access/egress/egress.ts';
import { readAtMost } from '../../../access/egress/read-at-most.ts';
import { reasonOf } from '../../../access/egress/reason-of.ts';
import type { OutgoingCode } from '../../messages/outgoing.ts';
import { failureByAnswer } from './answered.ts';
import type { Failure } from './sender.ts';

export interface ServiceAsked {
  readonly url: string;
  readonly body: string;
  /** What signs the body, beside what every call says. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds that an answer may take. */
  readonly patience: number;
  /** What is told of an answer that is none: it refuses the keys, or says something else; it is late, or away. */
  readonly codes: Readonly<Record<'refused' | 'answered' | 'timeout' | 'unreachable', OutgoingCode>>;
}

/** Bytes of an answer. */
const longest = 4 * 1024 * 1024;

/** Asks a service whose address the operator configured; its JSON, null where it says nothing or no JSON, or a failure. */
export async function askService(
  egress: Egress,
  { url, body, headers, patience, codes }: ServiceAsked,
): Promise<{ readonly answer: Json } | { readonly failure: Failure }> {
  const limit = AbortSignal.timeout(patience);
  try {
    const response = await egress.request(url, {
      by: 'operator',
      method: 'POST',
      signal: limit,
      body,
      headers: { 'content-type': 'application/json', 'user-agent': 'guiju', ...headers },
    });
    const { status } = response;
    if (!response.ok) {
      const isRefused = status === 401 || status === 403;
      return { failure: await failureByAnswer(isRefused ? codes.refused : codes.answered, response) };
    }
    return { answer: await jsonOf(response.body) };
  } catch (error) {
    if (limit.aborted) return { failure: { code: codes.timeout, params: { seconds: patience / 1_000 } } };
    return { failure: { code: codes.unreachable, detail: reasonOf(error) } };
  }
}

async function jsonOf(body: AsyncIterable<Uint8Array>): Promise<Json> {
  const read = await readAtMost(body, longest);
  try {
    return read && (JSON.parse(read.toString('utf8')) as Json);
  } catch {
    return null;
  }
}
