import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { FieldProblem } from '../../metadata/contract/common/shared.ts';
import type { Routes } from '../../rules/contract.ts';
import {
  type AskedOf,
  type Calls,
  type FileRoute,
  filled,
  type How,
  type ItemOf,
  type ListPage,
  type ListRoute,
  type Route,
  type RouteAnswer,
  type RoutePath,
  type RouteQuery,
} from './route.ts';

/** Calls of somebody who is about to be somebody: they are for no organisation, and end no session. */
const signingIn: ReadonlySet<string> = new Set([
  '/api/session',
  '/api/session/passkey',
  '/api/session/steps',
]);

/** An RFC 9457 problem; what every refused call throws. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly FieldProblem[];
  /** All members of the problem: the current record of a 412, the referrers of a 409. */
  readonly body: JsonObject;

  constructor(status: number, body: JsonObject) {
    super(text(body['detail']) || text(body['title']) || `HTTP ${status}`);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = text(body['code']);
    this.errors = Array.isArray(body['errors']) ? body['errors'] : [];
    this.body = body;
  }
}

/** The server could not be reached at all. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('unreachable', { cause });
    this.name = 'Unreachable';
  }
}

export interface Answer<T> {
  readonly body: T;
  readonly status: number;
  readonly headers: Headers;
}

export interface Request extends How {
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: Json;
  /** Bytes to upload instead of a JSON body; in a form, as its field `file`, when their name is told too. */
  readonly file?: Blob | FormData;
  /** Revision the change is based on. */
  readonly ifMatch?: number;
  /** Default: JSON. */
  readonly expect?: 'text' | 'bytes' | 'file';
  /** The bytes that are wanted, before the second. Default: all. */
  readonly range?: readonly [from: number, before: number];
}

/** The caller's language, organisation and token, which the session tells and every call needs. */
export interface Caller {
  readonly language: string;
  readonly csrf: string | null;
  /** Number of the organisation of the call. */
  readonly org: string | null;
}

interface NamedRequest extends Request {
  /** The names in the path of a route: `id` of `GET /api/changesets/:id`. */
  readonly path?: Readonly<Record<string, string>>;
}

/** A request for one page of a list. */
interface PageRequest<R extends ListRoute> extends Pick<How, 'signal'> {
  /** Names in the path of the call. Default: it has none. */
  readonly path: RoutePath<R> | undefined;
  readonly query: RouteQuery<R>;
  /** `next` of the page before; null: the first. */
  readonly cursor: string | null;
}

/** The one door to the server. */
export class Api implements Calls<Routes> {
  readonly #caller: () => Caller;
  /** Asked when a session has ended; answers once somebody has signed in again. */
  signInAgain: (() => Promise<void>) | undefined;
  /** Asked before something dangerous is done; answers whether somebody confirmed that it is he. */
  confirm: (() => Promise<boolean>) | undefined;
  /** Told the headers of every answer. */
  heard: ((headers: Headers) => void) | undefined;
  /** Asked when another tab has signed in meanwhile: this one takes up the new session. */
  catchUp: (() => Promise<void>) | undefined;

  constructor(caller: () => Caller) {
    this.#caller = caller;
  }

  call<R extends Route>(route: R, ...[request]: AskedOf<Routes[R]>): Promise<RouteAnswer<R>> {
    return this.#call(route, request);
  }

  /** The same with what headers say. */
  answer<R extends Route>(route: R, ...[request]: AskedOf<Routes[R]>): Promise<Answer<RouteAnswer<R>>> {
    return this.#answer(route, request);
  }

  /** A page of what a call lists, which begins at `cursor`. */
  page<R extends ListRoute>(
    route: R,
    { query, cursor, ...more }: PageRequest<R>,
  ): Promise<ListPage<ItemOf<R>>> {
    return this.#call(route, { ...more, query: { ...query, cursor: cursor ?? undefined } });
  }

  /** The same door for the calls of a domain, as its contract has them. */
  with<M>(): Calls<M> {
    return { call: (route, ...[request]) => this.#call(String(route), request) };
  }

  #call<T>(route: string, request?: object): Promise<T> {
    return this.#answer<T>(route, request).then(({ body }) => body);
  }

  #answer<T>(route: string, request: object = {}): Promise<Answer<T>> {
    const [method = '', path = ''] = route.split(' ');
    const { path: names, ...said } = request as NamedRequest;
    return this.#ask<T>(method, filled(path, names), said);
  }

  /** Fetches a text that is no JSON and no call of the contract: the metrics of the server. */
  text(path: string, request: Request = {}): Promise<string> {
    return this.#ask<string>('GET', path, { ...request, expect: 'text' }).then(({ body }) => body);
  }

  /** Fetches bytes of a file, whose address no call of the contract answers as JSON. */
  bytes(path: string, request: Request = {}): Promise<Uint8Array<ArrayBuffer>> {
    const asked = this.#ask<Uint8Array<ArrayBuffer>>('GET', path, { ...request, expect: 'bytes' });
    return asked.then(({ body }) => body);
  }

  /** Fetches what a call of the contract answers as a file. */
  file<R extends FileRoute>(route: R, ...[request]: AskedOf<Routes[R]>): Promise<Blob> {
    return this.#answer<Blob>(route, { ...request, expect: 'file' }).then(({ body }) => body);
  }

  async #ask<T>(method: string, path: string, request: Request = {}): Promise<Answer<T>> {
    try {
      return await this.#send<T>(method, path, request);
    } catch (failure) {
      if (failure instanceof ApiProblem && failure.code === 'csrf-missing' && this.catchUp) {
        await this.catchUp();
        return this.#send<T>(method, path, request);
      }
      // Another tab began to see as somebody else.
      if (failure instanceof ApiProblem && failure.code === 'sees-only') await this.catchUp?.();
      if (failure instanceof ApiProblem && failure.code === 'confirmation-needed' && this.confirm) {
        if (!(await this.confirm())) throw failure;
        return this.#send<T>(method, path, request);
      }
      const ended = failure instanceof ApiProblem && failure.status === 401 && !signingIn.has(path);
      if (!ended || !this.signInAgain) throw failure;
      // A typed text stays on the page; the same call is made once more.
      await this.signInAgain();
      return this.#send<T>(method, path, request);
    }
  }

  /** Address of a call, for links, downloads and event streams. */
  url(path: string, query: Request['query'] = {}, saysEmpty = false): string {
    const url = new URL(path, location.origin);
    const { org } = this.#caller();
    if (org) url.searchParams.set('org', org);
    for (const [name, value] of Object.entries(query))
      if (value === '' && !saysEmpty) url.searchParams.delete(name);
      else if (value !== undefined) url.searchParams.set(name, String(value));
    return url.pathname + url.search;
  }

  /** The headers by which a call is known that others make, such as those who bring files. */
  headers(): Readonly<Record<string, string>> {
    const { language, csrf } = this.#caller();
    return { 'accept-language': language, ...(csrf ? { 'x-csrf-token': csrf } : {}) };
  }

  async #send<T>(method: string, path: string, request: Request): Promise<Answer<T>> {
    const headers = new Headers(this.headers());
    if (method === 'GET') headers.delete('x-csrf-token');
    if (request.ifMatch !== undefined) headers.set('if-match', `"${request.ifMatch}"`);
    if (request.reason) headers.set('guiju-reason', encodeURIComponent(request.reason));
    if (request.once) headers.set('idempotency-key', request.once);
    if (request.range) headers.set('range', `bytes=${request.range[0]}-${request.range[1] - 1}`);
    if (request.body !== undefined) headers.set('content-type', 'application/json');
    const body = request.file ?? (request.body === undefined ? null : JSON.stringify(request.body));
    let response: Response;
    try {
      response = await fetch(signingIn.has(path) ? path : this.url(path, request.query, request.saysEmpty), {
        method,
        headers,
        body,
        credentials: 'same-origin' as const,
        ...(request.signal ? { signal: request.signal } : {}),
        ...(request.keepalive ? { keepalive: true } : {}),
      });
    } catch (cause) {
      if (request.signal?.aborted) throw cause;
      throw new Unreachable(cause);
    }
    this.heard?.(response.headers);
    if (!response.ok) throw new ApiProblem(response.status, await problemIn(response));
    const answer = await read[request.expect ?? 'json'](response);
    return { body: answer as T, status: response.status, headers: response.headers };
  }
}

const read = {
  json: jsonIn,
  text: (response: Response) => response.text(),
  bytes: (response: Response) => response.bytes(),
  file: (response: Response) => response.blob(),
};

async function jsonIn(response: Response): Promise<unknown> {
  const content = await response.text();
  return content === '' ? null : JSON.parse(content);
}

async function problemIn(response: Response): Promise<JsonObject> {
  try {
    return (await jsonIn(response)) as JsonObject;
  } catch {
    return { title: response.statusText };
  }
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
