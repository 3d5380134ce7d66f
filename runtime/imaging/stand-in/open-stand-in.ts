import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { arrivalsPage } from './arrivals-page.ts';
import { type Delivery, deliveryOf } from './delivery.ts';

export interface OpenStandIn {
  readonly heard: Delivery[];
  /** Statuses that it answers, one after another; then 204. */
  readonly answers: number[];
  readonly port: number;
  readonly url: string;
  close(): void;
}

/** Bytes of files that are kept. */
const mostKept = 64 * 1_048_576;

/**
 * An imaging system and a business system that take whatever comes, and show it to whoever opens them on this machine.
 * Rejects where the port is taken. `port`, by default one that is free.
 */
export async function openStandIn(port = 0): Promise<OpenStandIn> {
  const heard: Delivery[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    answer({ heard, answers }, request, response).catch(() => {
      response.statusCode = 400;
      response.end();
    });
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  const { port: given } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${given}`;
  return { heard, answers, url, port: given, close: () => server.close() };
}

type Standing = Pick<OpenStandIn, 'heard' | 'answers'>;

async function answer(
  { heard, answers }: Standing,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method, url: path = '/' } = request;
  if (method === 'POST') {
    heard.push(await deliveryOf(request, path));
    makeRoom(heard);
    response.statusCode = answers.shift() ?? 204;
    response.end();
    return;
  }
  // A page from elsewhere whose name leads here would have another host.
  const isLocal = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '');
  const [, at, which] = /^\/arrived\/(\d+)\/(\d+)$/.exec(path) ?? [];
  const file = heard[Number(at)]?.files[Number(which)];
  if (!isLocal || (path !== '/' && !file?.bytes)) {
    response.statusCode = isLocal ? 404 : 403;
    response.end();
    return;
  }
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox",
  );
  if (file?.bytes) {
    const isPicture = /^image\/(png|jpeg|webp|gif)$/.test(file.type);
    response.setHeader(
      'content-type',
      isPicture || file.type === 'application/pdf' ? file.type : 'text/plain',
    );
    response.end(file.bytes);
  } else {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      arrivalsPage(heard, /^zh\b/i.test(request.headers['accept-language'] ?? 'zh') ? 'zh' : 'en'),
    );
  }
}

/** What came first goes first. */
function makeRoom(heard: readonly Delivery[]): void {
  let kept = 0;
  for (const { files } of heard.toReversed())
    for (const file of files) {
      kept += file.bytes?.length ?? 0;
      if (kept > mostKept) file.bytes = null;
    }
}
