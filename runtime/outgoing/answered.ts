import { isObject, type JsonObject } from '../../metadata/json.ts';
import type { Answer } from '../egress/egress.ts';

const mostQuoted = 500;

/** As much of an answer as is worth telling. */
export async function beginningOf({ status, body }: Answer): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const part of body as AsyncIterable<Uint8Array>) {
    text += decoder.decode(part, { stream: true });
    if (text.length >= mostQuoted) break;
  }
  return `${status} ${text}`.slice(0, mostQuoted).trim();
}

/** What everybody may know of an answer: `4xx`. */
export function classOf(status: number): string {
  return `${Math.floor(status / 100)}xx`;
}

/** What lies below a failed request, as it names itself. */
export function reasonOf(error: unknown): string {
  const { cause, message, code } = error as { cause?: unknown; message?: string; code?: string };
  if (isObject(cause as JsonObject)) return reasonOf(cause);
  return code && message && !message.includes(code)
    ? `${message} (${code})`
    : message || code || String(error);
}
