import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { Bureau } from './bureau.ts';
import { answerOfCloud } from './clouds.ts';
import { invoiceFile } from './invoice-files.ts';

interface Serving {
  readonly bureau: Bureau;
  /** The key that requests are signed with. Default: nobody signs. */
  readonly secret?: string;
  /** Default: any that is free. */
  readonly port?: number;
}

export interface ServedBureau {
  /** The address that a channel is given. */
  readonly url: string;
  close(): Promise<void>;
}

/** Seconds by which a signature may be old, or early. */
const oldest = 300;

/** The bureau behind HTTP, on this machine alone; `/control` is for whoever plays its part. */
export async function serveBureau({ bureau, secret, port = 0 }: Serving): Promise<ServedBureau> {
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      reply(response, 500, { error: String(error) });
    });
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    const body = await bodyOf(request);
    const said = (body === '' ? {} : JSON.parse(body)) as JsonObject;
    if (path.startsWith('/control')) return void reply(response, ...controlled(request, said));
    const { slow, down, answers } = bureau.mood();
    if (down === 'refuses') return void request.socket.destroy();
    await sleep(slow);
    const mood = bureau.mood();
    const cloud = answerOfCloud({ request, body, said, mood, book: bureau.book, secret });
    if (cloud && down === 'loses') return void request.socket.destroy();
    if (cloud) return void reply(response, ...cloud);
    if (secret !== undefined && !isSigned(request, body, secret)) return void reply(response, 401, {});
    const file = await fileAsked(request);
    const done = file === undefined ? acted(request, said) : null;
    if (down === 'loses') return void request.socket.destroy();
    if (answers !== null) return void reply(response, answers, {});
    if (file) return void response.writeHead(200).end(file);
    reply(response, done === null ? 404 : 200, done ?? {});
  }

  /** Undefined: no file is asked for; null: it is not there. */
  async function fileAsked({ method, url = '/' }: IncomingMessage): Promise<Uint8Array | null | undefined> {
    const [, id, format = ''] = /^\/requests\/([^/]+)\/files\/([^/]+)$/.exec(url) ?? [];
    if (method !== 'GET' || id === undefined) return undefined;
    const number = bureau.filed(decodeURIComponent(id), format);
    return number === null ? null : invoiceFile(number, format);
  }

  function acted({ method, url = '/' }: IncomingMessage, said: JsonObject): JsonObject | null {
    const [room = '', id = '', what = ''] = url.slice(1).split('/').map(decodeURIComponent);
    switch (`${method} ${room}${id && '/*'}${what && `/${what}`}`) {
      case 'POST requests':
        return bureau.issue(said);
      case 'GET requests/*':
        return bureau.query(id);
      case 'POST informations':
        return bureau.inform(said);
      case 'GET informations/*':
        return bureau.informed(id);
      case 'POST informations/*/revoke':
        return bureau.revoke(id);
      case 'POST voids':
        return bureau.void(said);
      case 'GET voids/*':
        return bureau.voided(id);
      case 'GET taxpayers/*/credit':
        return bureau.credit(id);
      case 'GET taxpayers/*/invoices':
        return bureau.use(decodeURIComponent(url.split('?')[0]?.split('/')[4] ?? ''));
      case 'GET taxpayers/*/quota':
        return bureau.quota(id);
      case 'GET taxpayers/*/accounts':
        return bureau.accounts(id);
      case 'GET taxpayers/*/confirmations':
        return bureau.entered(id);
      case 'POST confirmations':
        return bureau.enter(said);
      case 'POST confirmations/*/confirm':
        return bureau.confirm(id);
      case 'POST confirmations/*/refuse':
        return bureau.refuse(id);
      case 'POST confirmations/*/withdraw':
        return bureau.withdraw(id);
      case 'GET confirmations/*':
        return bureau.status(id);
      default:
        return null;
    }
  }

  function controlled({ method, url }: IncomingMessage, said: JsonObject): [number, JsonObject] {
    try {
      if (url === '/control/book')
        return [
          200,
          {
            requests: [...bureau.book.all('request')],
            confirmations: [...bureau.book.all('confirmation')],
            voids: [...bureau.book.all('void')],
            informations: [...bureau.book.all('information')],
            withdrawals: [...bureau.book.all('withdrawal')],
            codes: [...bureau.book.all('code')],
          },
        ];
      if (url === '/control/uses' && method === 'POST') return [200, bureau.useAsBuyer(said)];
      if (url === '/control/confirmations' && method === 'POST') return [200, bureau.enterAsBuyer(said)];
      return [200, { ...(method === 'PUT' ? bureau.setMood(said) : bureau.mood()) }];
    } catch (error) {
      return [400, { error: error instanceof Error ? error.message : String(error) }];
    }
  }
}

function isSigned({ method, url, headers }: IncomingMessage, body: string, secret: string): boolean {
  const [, second = '0', given = ''] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['guiju-signature'])) ?? [];
  if (Math.abs(Date.now() / 1_000 - Number(second)) > oldest || given === '') return false;
  const expected = createHmac('sha256', secret).update(`${second}.${method} ${url}\n${body}`).digest();
  return timingSafeEqual(expected, Buffer.from(given, 'hex'));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function reply(response: ServerResponse, status: number, body: JsonObject): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
