import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Refusal, refusal } from '../refusal.ts';
import { languageOf } from './language.ts';
import { renderProblem } from './problem.ts';
import { securityHeaders } from './security-headers.ts';

const headTooLarge = refusal('head-too-large', 431);
const requestMalformed = refusal('request-malformed', 400);

interface ClientError extends Error {
  readonly code?: string;
  /** What had come by then. */
  readonly rawPacket?: Buffer;
}

/** Answers what is no request that anybody could be handed: no route, no id, and whoever sent it has to begin anew. */
export function answerUnreadable(limit: number) {
  return ({ code, rawPacket }: ClientError, socket: Duplex): void => {
    if (code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else if (code === 'ERR_HTTP_REQUEST_TIMEOUT') socket.end(head(408, {}));
    else
      socket.end(
        problem(code === 'HPE_HEADER_OVERFLOW' ? headTooLarge({ limit }) : requestMalformed(), rawPacket),
      );
  };
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
