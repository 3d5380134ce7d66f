import type { Answer } from '../../../access/egress/egress.ts';
import type { OutgoingCode } from '../../messages/outgoing.ts';
import type { Failure } from './sender.ts';

const mostQuoted = 500;

/**
 * A failure by what somebody else answered: everybody is told its code, which says whether it was refused or not
 * reached, and administrators alone status and words. The one door by which answers become failures.
 */
export async function failureByAnswer(code: OutgoingCode, answer: Answer): Promise<Failure> {
  return { code, detail: await beginningOf(answer) };
}

/** As much of an answer as is worth telling. */
async function beginningOf({ status, body }: Answer): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const part of body as AsyncIterable<Uint8Array>) {
    text += decoder.decode(part, { stream: true });
    if (text.length >= mostQuoted) break;
  }
  return `${status} ${text}`.slice(0, mostQuoted).trim();
}
