import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { renderProblem } from '../../common/messages/render-problem.ts';
import { type Refusal, refusal } from '../../common/refusal.ts';
import type { Config } from '../../config/config.ts';
import { createDrain, type DrainOptions } from './drain.ts';
import { languageOf } from './headers.ts';
import { securityHeaders } from './security-headers.ts';

const headTooLarge = refusal('head-too-large', 431);
const requestMalformed = refusal('request-malformed', 400);
const requestTooSlow = refusal('request-too-slow', 408);

/** The time that the other side may take to hear of it, in milliseconds. */
const farewell = 2_000;

interface ClientError extends Error {
  readonly code?: string;
  /** The bytes that had come by then. */
  readonly rawPacket?: Buffer;
}

/** Answers what is no request that anybody could be handed: no route, no id, and whoever sent it has to begin anew. */
function answerUnreadable(limit: number) {
  return ({ code, rawPacket }: ClientError, socket: Duplex): void => {
    if (code === 'ECONNRESET' || !socket.writable || saidNothing(socket)) socket.destroy();
    else {
      socket.end(problem(meaning(code, limit), rawPacket));
      // Ours is the last word, also where the other side never closes its end.
      const timer = setTimeout(() => socket.destroy(), farewell);
      socket.once('close', () => clearTimeout(timer));
    }
  };
}

/**
 * Browsers and clients open connections ahead of what they may ask: an answer that nobody waits for they would take for that
 * of the request which they are just about to send.
 */
function saidNothing(socket: Duplex): boolean {
  return 'bytesRead' in socket && socket.bytesRead === 0;
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

const serverBusy = refusal('server-busy', 503);

/** Refuses at the door what would have to wait too long; it is not read, and so its connection ends. */
function refuseBusy(request: IncomingMessage, response: ServerResponse): void {
  const language = languageOf(request.headers['accept-language'] ?? null);
  const { status, body } = renderProblem(serverBusy(), language, new Map(), 'busy');
  response.writeHead(status, {
    'content-type': 'application/problem+json',
    'content-language': language,
    'retry-after': '2',
    'cache-control': 'no-store',
    connection: 'close',
    ...securityHeaders('data', false),
  });
  response.end(JSON.stringify(body));
}

/** The addresses at which the server is asked how it is, busy or not. */
const always = new Set(['/healthz', '/readyz']);

const portTaken = refusal('port-taken', 409);
const hostWrong = refusal('host-wrong', 409);

/** Bytes of address and headers together: a filter that is not refused as too costly has room in it. */
const longestHead = 64 * 1024;

/** The milliseconds for which a connection may keep somebody waiting, and the number of those that may. */
interface Patience {
  /** Until the head of a request is there. Default: 15,000. */
  readonly head?: number;
  /** Until all of a request is there. Default: 120,000. */
  readonly request?: number;
  /** In which nothing is sent and nothing taken, once a request was begun. Default: 60,000. */
  readonly silence?: number;
  /** Until the next request on a connection that was served. Default: 65,000. */
  readonly idle?: number;
  /** Milliseconds between two looks at the clock. Default: 5,000. */
  readonly look?: number;
  /** Connections on which nobody is being served. Default: 1,000. */
  readonly waiting?: number;
  /** Requests that are worked on at once; streams that have begun are none. Default: 2,000. */
  readonly serving?: number;
}

export interface Listening {
  readonly server: Server;
  readonly port: number;
  /** Lets nobody new in, and is fulfilled when all who were let in have been answered and have gone. */
  drain(options?: DrainOptions): Promise<void>;
}

/** Binds the app to a port; refuses in words when the port is taken. */
export function listen(
  app: { fetch: Parameters<typeof getRequestListener>[0] },
  { port, host }: Pick<Config, 'port' | 'host'>,
  {
    head = 15_000,
    request: whole = 120_000,
    silence = 60_000,
    idle = 65_000,
    look = 5_000,
    waiting: room = 1_000,
    serving: most = 2_000,
  }: Patience = {},
): Promise<Listening> {
  const waiting = createWaitingSockets(room);
  const drain = createDrain();
  let serving = 0;
  const handle = getRequestListener(async (...asked) => {
    serving += 1;
    try {
      return await app.fetch(...asked);
    } finally {
      serving -= 1;
    }
  });
  const server = createServer(
    {
      maxHeaderSize: longestHead,
      headersTimeout: head,
      requestTimeout: whole,
      connectionsCheckingInterval: look,
      keepAliveTimeout: idle,
      // A caller who went away without a word is noticed.
      keepAlive: true,
      keepAliveInitialDelay: 30_000,
    },
    (request, response) => {
      waiting.follow(request, response);
      drain.follow(request, response);
      const isFull = serving >= most && !always.has(request.url ?? '');
      return isFull ? refuseBusy(request, response) : handle(request, response);
    },
  );
  server.on('connection', waiting.enter);
  server.on('clientError', answerUnreadable(longestHead));
  // An answer that is being worked on is waited for; one that nobody takes is not.
  server.setTimeout(silence, (socket) => {
    if (socket.writableLength > 0 || waiting.has(socket)) socket.destroy();
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const code = error.code ?? '';
      if (code === 'EADDRINUSE' || code === 'EACCES') reject(portTaken({ port }));
      else if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL' || code === 'EAI_AGAIN')
        reject(hostWrong({ host }));
      else reject(error);
    });
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo;
      resolve({ server, port: address.port, drain: (options) => drain.end(server, options) });
    });
  });
}

/** Refuses what `listen` would refuse, before anything is made that only the first start makes. */
export async function tryListening(where: Pick<Config, 'port' | 'host'>): Promise<void> {
  const { server } = await listen({ fetch: () => new Response() }, where);
  await new Promise((resolve) => server.close(resolve));
}

/**
 * Connections on which nobody is being served: they have not said yet what they want, or are kept for what may come
 * next. There is room for so many; for one more the oldest goes of the network that has most, so that however many
 * somebody opens, others find a place.
 */
interface WaitingSockets {
  /** A connection was made. */
  enter(socket: Socket): void;
  has(socket: Socket): boolean;
  /** A request has come, though perhaps not its body yet. */
  follow(request: IncomingMessage, response: ServerResponse): void;
}

export function createWaitingSockets(room: number): WaitingSockets {
  /** By network; sockets in the order they began to wait. */
  const networks = new Map<string, Set<Socket>>();
  const places = new Map<Socket, string>();

  function wait(socket: Socket): void {
    if (socket.destroyed) return;
    leave(socket);
    if (places.size >= room) oldestOfMost()?.destroy();
    const network = networkOf(socket.remoteAddress ?? '');
    places.set(socket, network);
    const sockets = networks.get(network) ?? new Set();
    networks.set(network, sockets.add(socket));
  }

  function leave(socket: Socket): void {
    const network = places.get(socket);
    if (network === undefined) return;
    places.delete(socket);
    const sockets = networks.get(network);
    sockets?.delete(socket);
    if (sockets?.size === 0) networks.delete(network);
  }

  function oldestOfMost(): Socket | undefined {
    let most: Set<Socket> | undefined;
    for (const sockets of networks.values()) if (!most || sockets.size > most.size) most = sockets;
    const [oldest] = most ?? [];
    if (oldest) leave(oldest);
    return oldest;
  }

  return {
    enter(socket) {
      socket.once('close', () => leave(socket));
      wait(socket);
    },
    has: (socket) => places.has(socket),
    follow(request, response) {
      const { socket, headers } = request;
      const hasBody =
        headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
      // A caller who sends slowly waits among those who say nothing.
      if (hasBody) request.once('end', () => leave(socket));
      else leave(socket);
      // The answer is whole: from now on it is the reader who takes his time.
      response.once('prefinish', () => wait(socket));
      response.once('close', () => wait(socket));
    },
  };
}

/** An IPv4 address, or the /64 that one line of IPv6 has to itself. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  return [...front, ...Array<string>(zeros).fill('0'), ...back].slice(0, 4).join(':');
}
