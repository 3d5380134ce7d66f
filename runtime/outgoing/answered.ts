import { isObject, type JsonObject } from '../../metadata/json.ts';

const mostQuoted = 500;

/** As much of an answer as is worth telling. */
export async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  let text = '';
  const decoder = new TextDecoder();
  while (text.length < mostQuoted) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel().catch(() => {});
  return text.slice(0, mostQuoted);
}

/** What lies below a failed request, as it names itself. */
export function reasonOf(error: unknown): string {
  const { cause, message, code } = error as { cause?: unknown; message?: string; code?: string };
  if (isObject(cause as JsonObject)) return reasonOf(cause);
  return code && message && !message.includes(code) ? `${message} (${code})` : (message ?? String(error));
}
