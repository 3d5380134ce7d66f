import { lookup as resolveByName } from 'node:dns/promises';
import { once } from 'node:events';
import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Allowance, hostOf } from '../../../rules/hosts/host-entry.ts';
import { hostFlaw } from '../../../rules/hosts/host-flaws.ts';
import { reachOfAddress } from '../../../rules/hosts/reach-of-address.ts';
import { refusal } from '../../common/refusal.ts';
import { currentSpan, type Span, span } from '../../common/traces/trace.ts';

/** The source of an address that is called: the operator, in the environment, or people, who typed it. */
export type SaidBy = 'operator' | 'people';

export interface Target {
  readonly host: string;
  readonly port: number;
  readonly by: SaidBy;
}

export interface Request {
  readonly by: SaidBy;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  /** A text, or bytes that are read as they are sent. Default: none. */
  readonly body?: string | AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

/** The answer of another server; a redirect is an answer like others, and nobody follows it. */
export interface Answer {
  readonly status: number;
  /** From 200 to 299. */
  readonly ok: boolean;
  /** Reading it may throw; whoever does not read it to its end destroys it. */
  readonly body: IncomingMessage;
}

/**
 * The one door out of the server. A name is resolved once, every address it has is judged, and the connection is made to
 * what was judged, under the name that was asked for. Whoever is not let out gets a refusal, and nothing was sent.
 */
export interface Egress {
  request(url: string, asked: Request): Promise<Answer>;
  /** A connection, made. */
  connect(target: Target, signal: AbortSignal): Promise<Socket>;
}

export type Resolve = (host: string) => Promise<readonly ResolvedAddress[]>;

/** Where a request goes. */
interface Called {
  readonly url: URL;
  readonly isSecure: boolean;
  readonly host: string;
  readonly port: number;
}

interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

export interface EgressParts {
  /** Answers what the lists allow of a host; null: it is not on them. */
  readonly allowance: (host: string, port: number) => Promise<Allowance | null>;
  /** Default: as the system resolves names. */
  readonly resolve?: Resolve;
}

const hostNotListed = refusal('host-not-listed', 422);

const bySystem: Resolve = (host) => resolveByName(host, { all: true });

export function createEgress({ allowance, resolve = bySystem }: EgressParts): Egress {
  /** The addresses that may be called; throws where one of them may not. */
  async function judged({ host, port, by }: Target): Promise<readonly ResolvedAddress[]> {
    const allowed = by === 'operator' ? null : await allowance(host, port);
    if (by === 'people' && allowed === null) throw hostNotListed({ host, port });
    const family = isIP(host);
    const addresses = family === 0 ? await resolve(host) : [{ address: host, family }];
    for (const { address } of addresses) {
      if (by === 'operator') continue;
      const reach = reachOfAddress(address);
      if (reach === 'never' || (reach === 'inside' && !allowed?.isPrivate))
        throw hostNotListed({ host, port });
    }
    if (addresses.length === 0)
      throw Object.assign(new Error(`no address of ${host}`), { code: 'ENOTFOUND' });
    return addresses;
  }

  return {
    async request(text, asked) {
      const url = new URL(text);
      const isSecure = url.protocol === 'https:';
      const port = url.port === '' ? (isSecure ? 443 : 80) : Number(url.port);
      const host = hostOf(url.hostname);
      if (host === null || !/^https?:$/.test(url.protocol) || url.username + url.password !== '')
        throw new TypeError(`${url.protocol}//${url.host} is not called`);
      // Of the address no more than the server: the rest may say whom it is about, or be a key.
      const about = { 'http.request.method': asked.method, 'server.address': host, 'server.port': port };
      return span(asked.method, about, (own) => send({ url, isSecure, host, port }, asked, own), 'client');
    },

    connect: (target, signal) =>
      span(
        'connect',
        { 'server.address': target.host, 'server.port': target.port },
        () => connectTo(target, signal),
        'client',
      ),
  };

  async function send(
    { url, isSecure, host, port }: Called,
    { by, method, headers, body, signal }: Request,
    own: Span | null,
  ): Promise<Answer> {
    const addresses = await within(judged({ host, port, by }), signal);
    const sent = (isSecure ? requestSecure : requestPlain)({
      host,
      port,
      path: `${url.pathname}${url.search}`,
      method,
      headers: { ...(own ?? currentSpan())?.headers, ...headers, host: url.host },
      // A connection of its own: none is taken that was judged for somebody else.
      agent: false,
      lookup: lookupIn(addresses),
      signal,
      ...(isSecure && isIP(host) === 0 ? { servername: host } : {}),
    });
    sent.on('error', () => {});
    const answered = once(sent, 'response').catch((error: unknown) => {
      throw signal.aborted ? signal.reason : error;
    });
    if (typeof body === 'object')
      void pipeline(Readable.from(body), sent).catch((error: Error) => sent.destroy(error));
    else sent.end(body);
    const [response] = (await answered) as [IncomingMessage];
    // A reader of the body hears of the failure; where nobody reads on, it does not matter.
    response.on('error', () => {});
    const status = response.statusCode ?? 0;
    own?.set({ 'http.response.status_code': status });
    if (status >= 400) own?.fail(String(status));
    return { status, ok: status >= 200 && status < 300, body: response };
  }

  async function connectTo({ host: said, port, by }: Target, signal: AbortSignal): Promise<Socket> {
    const [host, flaw] = [hostOf(said), hostFlaw(said)];
    if (host === null || flaw) throw refusal(flaw?.code ?? 'not-host', 422)(flaw?.params);
    const addresses = await within(judged({ host, port, by }), signal);
    const socket = connect({ host, port, lookup: lookupIn(addresses) });
    try {
      await once(socket, 'connect', { signal });
      return socket;
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }
}

/** Answers what was resolved and judged, so that nobody asks again and hears something else. */
function lookupIn(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_host, { all, family }, done) => {
    const wanted = addresses.filter((one) => (family !== 4 && family !== 6 ? true : one.family === family));
    const fitting = wanted.length > 0 ? wanted : addresses;
    const [first] = fitting;
    if (all) done(null, [...fitting]);
    else done(null, first?.address ?? '', first?.family ?? 0);
  };
}

/** Names that take long to resolve cannot be called off, but need not be waited for. */
async function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  // It has begun: whatever becomes of it is no failure that nobody heard of.
  work.catch(() => {});
  signal.throwIfAborted();
  const called = Promise.withResolvers<never>();
  const callOff = () => called.reject(signal.reason);
  signal.addEventListener('abort', callOff, { once: true });
  try {
    return await Promise.race([work, called.promise]);
  } finally {
    signal.removeEventListener('abort', callOff);
  }
}
