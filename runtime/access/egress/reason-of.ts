import { isObject, type JsonObject } from '../../../metadata/common/json.ts';

/** Answers the cause below a failed request, as it names itself. */
export function reasonOf(error: unknown): string {
  const { cause, message, code } = error as { cause?: unknown; message?: string; code?: string };
  if (isObject(cause as JsonObject)) return reasonOf(cause);
  return code && message && !message.includes(code)
    ? `${message} (${code})`
    : message || code || String(error);
}
