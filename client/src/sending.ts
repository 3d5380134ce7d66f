import { backoff } from './pause.ts';
import { NoAnswer, problemOf } from './problem.ts';

/** How a program reaches a server, and how long it tries. */
export interface SendOptions {
  /** `https://guiju.example.com`, without a user in it. */
  readonly url: string;
  /** `npx guiju token create erp --scopes read,write`. */
  readonly token: string;
  /** The program that asks, as the console shows it: `erp/4.2`. */
  readonly client: string;
  /** Number of an organisation. Default: that of the token's user. */
  readonly org?: string;
  /** The language of sentences for people. Default: the server's. */
  readonly language?: 'zh' | 'en';
  /** How often the same is asked at most while no answer comes. Default: 5. */
  readonly attempts?: number;
  /** Milliseconds an answer may take each time. Default: 30,000. */
  readonly patience?: number;
  /** Milliseconds that a server may have somebody wait before he asks again. Default: 60,000. */
  readonly longestWait?: number;
  /** Default: that of the platform. */
  readonly fetch?: typeof fetch;
}

/** A request, whatever it is about. */
export interface Sent {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Blob | Uint8Array | undefined;
  /**
   * `asks`: it may be sent again at any time. `key`: a write, which is done once by its key however often it is sent.
   * `once`: it is sent again only where the server says that it did nothing.
   */
  readonly again: 'asks' | 'key' | 'once';
  /** The key of a write; one that a program keeps outlives it. Default: a new one. */
  readonly key?: string | undefined;
  /** The answer is handed on as it comes. Default: it is read to its end. */
  readonly raw?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** A good answer. */
export interface Answered {
  readonly response: Response;
  /** Null: it was not read. */
  readonly text: string | null;
}

export type Send = (sent: Sent) => Promise<Answered>;

/** An attempt that came to nothing. */
interface Failure {
  readonly error: Error;
  /** Whether the same may be asked again. */
  readonly mayPass: boolean;
  /** Milliseconds that the server wants to be left alone. */
  readonly wait: number;
}

/** Statuses of servers, and of balancers before them, that will be able to answer later. */
const passing: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** Those by which somebody says that nothing was done. */
const refusing: ReadonlySet<number> = new Set([429, 503]);

/** An address that names a user to sign in as. */
const hasUser = /^[^/?#]*\/\/[^/?#\\]*@/;

/** Sends requests until they are answered, as often as makes sense. */
export function createSend(options: SendOptions): Send {
  const { url, token, client, language, attempts = 5, patience = 30_000, longestWait = 60_000 } = options;
  if (hasUser.test(url)) throw new TypeError('the address of the server must not contain a user or password');
  const ask = options.fetch ?? globalThis.fetch.bind(globalThis);
  const base = url.replace(/\/+$/, '');
  const common = {
    authorization: `Bearer ${token}`,
    'guiju-client': client,
    ...(language && { 'accept-language': language }),
  };
  /** The newest that this program wrote: whichever node answers next is asked to know of it. */
  let written = 0;

  async function attempt(sent: Sent, key: string | undefined): Promise<Answered | Failure> {
    const { method, path, headers, body, again, raw = false, signal } = sent;
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(new Error(`no answer within ${patience} ms`)), patience);
    try {
      const response = await ask(`${base}${path}`, {
        method,
        headers: {
          ...common,
          ...(written > 0 && { 'guiju-min-revision': String(written) }),
          ...(key !== undefined && { 'idempotency-key': key }),
          ...headers,
        },
        ...(body !== undefined && { body: body as NonNullable<RequestInit['body']> }),
        cache: 'no-store',
        signal: signal ? AbortSignal.any([signal, giveUp.signal]) : giveUp.signal,
      });
      if (response.ok && raw) return { response, text: null };
      const text = await response.text();
      if (response.ok) {
        if (again !== 'asks') written = Math.max(written, revisionOf(response));
        return { response, text };
      }
      return refused(again, response, text);
    } catch (error) {
      signal?.throwIfAborted();
      return { error: error as Error, mayPass: again !== 'once', wait: 0 };
    } finally {
      clearTimeout(timer);
    }
  }

  function refused(again: Sent['again'], { status, headers }: Response, text: string): Failure {
    const problem = problemOf(status, headers, text);
    // Somebody still works on what was sent before with the same key.
    const isBusy = problem.code === 'idempotency-key-busy';
    const mayPass = isBusy || (again === 'once' ? refusing : passing).has(status);
    // A server that was restored from a backup will never have seen it.
    if (problem.code === 'revision-ahead') written = 0;
    return { error: problem, mayPass, wait: waitOf(headers.get('retry-after')) };
  }

  return async (sent) => {
    const key = sent.again === 'key' ? (sent.key ?? newKey()) : undefined;
    for (let tried = 1; ; tried += 1) {
      sent.signal?.throwIfAborted();
      const outcome = await attempt(sent, key);
      if (!('error' in outcome)) return outcome;
      const { error, mayPass, wait } = outcome;
      if (!mayPass || tried >= attempts || wait > longestWait)
        throw error.name === 'Problem' ? error : new NoAnswer(tried, error);
      await rest(Math.max(wait, backoff(tried - 1)), sent.signal);
    }
  };
}

function revisionOf({ headers }: Response): number {
  return Number(headers.get('guiju-revision') ?? 0);
}

/** `Retry-After` as milliseconds: it says seconds, or a moment. */
function waitOf(said: string | null): number {
  if (said === null) return 0;
  const seconds = Number(said);
  const wait = Number.isNaN(seconds) ? Date.parse(said) - Date.now() : seconds * 1_000;
  return Number.isNaN(wait) ? 0 : Math.max(0, wait);
}

/** A key that nobody else has; pages that are served without encryption have no `randomUUID`. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/** Waits, unless the program gives up. It keeps a process alive, which waits for the answer. */
export function rest(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      if (signal?.aborted) reject(signal.reason as Error);
      else resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end);
  });
}
