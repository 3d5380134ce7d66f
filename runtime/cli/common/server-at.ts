import { buffer } from 'node:stream/consumers';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import { hasUser } from '../../../metadata/common/user-in-address.ts';
import type { Answer } from '../../access/egress/egress.ts';
import { operatorEgress } from '../../access/egress/operator-egress.ts';
import { refusal } from '../../common/refusal.ts';

const serverWithUser = refusal('server-with-user', 422);
const serverUnreachable = refusal('server-unreachable', 502);
const serverRefused = refusal('server-refused', 502);
const patience = 120_000;

/** Asks a server that runs elsewhere; without a body by GET. Everything but an answer is refused. */
export type AskServer = (path: string, body?: object) => Promise<Uint8Array>;

/** The server at an address, as whoever owns the token may ask it; what it refuses it says in the language of the terminal. */
export function serverAt(server: string, token: string | undefined, language: Language): AskServer {
  if (hasUser(server)) throw serverWithUser();
  const base = server.replace(/\/*$/, '/');
  return async (path, body) => {
    const url = new URL(path, base);
    let response: Answer;
    let bytes: Uint8Array;
    try {
      response = await operatorEgress.request(url.href, {
        by: 'operator',
        method: body ? 'POST' : 'GET',
        signal: AbortSignal.timeout(patience),
        headers: {
          'accept-language': language,
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      bytes = await buffer(response.body);
    } catch {
      throw serverUnreachable({ server: base });
    }
    if (response.status !== 200)
      throw serverRefused({ server: base, status: response.status, detail: detailOf(bytes) });
    return bytes;
  };
}

function detailOf(bytes: Uint8Array): string {
  const { detail, title } = jsonOf(bytes);
  return String(detail ?? title ?? '');
}

/** What is no object is an empty one. */
export function jsonOf(bytes: Uint8Array): JsonObject {
  try {
    const content = JSON.parse(new TextDecoder().decode(bytes)) as Json;
    return isObject(content) ? content : {};
  } catch {
    return {};
  }
}
