import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { renderProblem } from '../../messages/render-problem.ts';
import { type Refusal, refusal } from '../../refusal.ts';
import { languageOf } from './language.ts';
import { securityHeaders } from './security-headers.ts';

const headTooLarge = refusal('head-too-large', 431);
const requestMalformed = refusal('request-malformed', 400);
const requestTooSlow = refusal('request-too-slow', 408);

/** How long the other side may take to hear of it, in milliseconds. */
const farewell = 2_000;

interface ClientError extends Error {
  readonly code?: string;
  /** What had come by then. */
  readonly rawPacket?: Buffer;
}

/** Answers what is no request that anybody could be handed: no route, no id, and whoever sent it has to begin anew. */
export function answerUnreadable(limit: number) {
  return ({ code, rawPacket }: ClientError, socket: Duplex): void => {
    if (code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else {
      socket.end(problem(meaning(code, limit), rawPacket));
      // Ours is the last word, also where the other side never closes its end.
      const timer = setTimeout(() => socket.destroy(), farewell);
      socket.once('close', () => clearTimeout(timer));
    }
  };
}

function meaning(code: string | undefined, limit: number): Refusal {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return requestTooSlow();
  return code === 'HPE_HEADER_OVERFLOW' ? headTooLarge({ limit }) : requestMalformed();
}

function problem(refused: Refusal, packet: Buffer | undefined): string {
  const asked = /^accept-language:\s*(.*)$/im.exec(packet?.toString('latin1') ?? '')?.[1];
  const language = languageOf(asked ?? null);
  const { status, body } = renderProblem(refused, language, new Map(), 'unreadable');
  const text = JSON.stringify(body);
  const headers = {
    'content-type': 'application/problem+json',
    'content-language': language,
    'content-length': String(Buffer.byteLength(text)),
    'cache-control': 'no-store',
    ...securityHeaders('data', false),
  };
  return head(status, headers) + text;
}

function head(status: number, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ ...headers, connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', ''].join('\r\n');
}
