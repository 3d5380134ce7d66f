import { type Call, type Calls, calls } from './calls.ts';
import type { Send } from './sending.ts';

/** What any call may be told beside what it is about. */
export interface CallOptions {
  /** Number of an organisation. Default: the one that the client was opened with. */
  readonly org?: string;
  /** The revision that was read, of what is to change. */
  readonly ifMatch?: number;
  /** Why it is done: kept in the history, and wanted by some actions. */
  readonly reason?: string;
  /** The key of a write, for programs that write once even where they are started again. Default: a new one. */
  readonly key?: string;
  /** Gives up, also between two attempts. */
  readonly signal?: AbortSignal;
}

export type CallName = keyof Calls;
export type Answer<N extends CallName> = Calls[N]['answer'];
export type Asked<N extends CallName> = Omit<Calls[N], 'answer'> & CallOptions;
/** Left out where nothing has to be said. */
export type Given<N extends CallName> =
  Record<never, never> extends Asked<N> ? [asked?: Asked<N>] : [asked: Asked<N>];

/** Makes a call of the API by its name in the document, with its path, query and body as that says them. */
export type MakeCall = <N extends CallName>(name: N, ...given: Given<N>) => Promise<Answer<N>>;

interface LooselyAsked extends CallOptions {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
}

export function createCall(send: Send, org: string | undefined): MakeCall {
  return async <N extends CallName>(name: N, ...[asked = {} as Asked<N>]: Given<N>) => {
    const { path, query, body, ...options } = asked as LooselyAsked;
    const call: Call = calls[name];
    const { response, text } = await send({
      method: call.method,
      path: addressOf(call.path, path, { org: options.org ?? org, ...query }),
      headers: headersOf(options, body),
      body: bodyOf(body),
      again: call.method === 'GET' || call.asks ? 'asks' : call.open ? 'once' : 'key',
      key: options.key,
      raw: call.raw ?? false,
      signal: options.signal,
    });
    if (text === null) return response as Answer<N>;
    return (text === '' ? undefined : JSON.parse(text)) as Answer<N>;
  };
}

/** The address of a call: its path filled in, and what is known of its query. */
export function addressOf(
  path: string,
  names: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, string | number | boolean | undefined>> = {},
): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(names[name] ?? ''));
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) words.append(name, String(value));
  return words.size === 0 ? filled : `${filled}?${words}`;
}

function headersOf({ ifMatch, reason }: CallOptions, body: unknown): Record<string, string> {
  return {
    ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
    ...(reason !== undefined && { 'guiju-reason': encodeURIComponent(reason) }),
    ...(body !== undefined && {
      'content-type': isBytes(body) ? 'application/octet-stream' : 'application/json',
    }),
  };
}

function bodyOf(body: unknown): string | Blob | Uint8Array | undefined {
  return body === undefined || isBytes(body) ? body : JSON.stringify(body);
}

function isBytes(body: unknown): body is Blob | Uint8Array {
  return body instanceof Uint8Array || body instanceof Blob;
}
