import { Duplex } from 'node:stream';
import { promisify } from 'node:util';
import {
  brotliCompress,
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createGzip,
  gzip,
  gzipSync,
} from 'node:zlib';
import { renderProblem } from '../../common/messages/render-problem.ts';
import type { Refusal } from '../../common/refusal.ts';
import type { Arrival } from './arrival.ts';
import type { Answer, ProblemWords } from './endpoint.ts';
import { languageOf, takes } from './headers.ts';
import type { Host, HttpOptions } from './host.ts';
import { problemPage, problemPolicy } from './problem-page.ts';
import { type SecurityHeaders, securityHeaders } from './security-headers.ts';

/** Bytes. Shorter texts go out as quickly as they are. */
const least = 4_096;
const slabSize = 1 << 20;

let slab = Buffer.alloc(0);
let used = 0;

/**
 * A long text as bytes: written once to where it is sent from, instead of measured, joined to its headers and
 * written then. Each answer keeps its part of the slab until it is sent; nobody else writes there.
 */
function textBytes(text: string): string | Uint8Array<ArrayBuffer> {
  const most = text.length * 3;
  if (text.length < least || most > slabSize / 2) return text;
  if (used + most > slab.length) {
    slab = Buffer.allocUnsafeSlow(slabSize);
    used = 0;
  }
  const from = used;
  used += slab.write(text, from);
  return slab.subarray(from, used);
}

type Bytes = Uint8Array<ArrayBuffer>;

/** An answer as it travels, and what it is packed in. */
interface Packed {
  readonly encoding: 'br' | 'gzip';
  /** At once where that takes no longer than handing it to another thread. */
  readonly bytes: Bytes | Promise<Bytes>;
}

/** Bytes: below, packing gains less than its header. */
const leastPacked = 1024;
/** Bytes that are packed at once: a fifth of a millisecond. */
const mostAtOnce = 64 * 1024;

const brotliLater = promisify(brotliCompress);
const gzipLater = promisify(gzip);
/** The quickest: on answers of JSON the better ones take five times as long for a tenth less. */
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

/** A text packed as the caller says he can unpack it; undefined: it travels as it is. */
function pack(content: string | Uint8Array, accepted: string | null): Packed | undefined {
  if (accepted === null || content.length < leastPacked / 3) return undefined;
  const encoding = takes(accepted, 'br') ? 'br' : takes(accepted, 'gzip') ? 'gzip' : undefined;
  if (encoding === undefined) return undefined;
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  if (bytes.byteLength < leastPacked) return undefined;
  if (bytes.byteLength <= mostAtOnce) {
    const packed = encoding === 'br' ? brotliCompressSync(bytes, quick) : gzipSync(bytes, { level: 1 });
    return { encoding, bytes: packed as Bytes };
  }
  const packing = encoding === 'br' ? brotliLater(bytes, quick) : gzipLater(bytes, { level: 1 });
  return { encoding, bytes: packing as Promise<Bytes> };
}

/** A file that is sent as it is read, packed on its way. */
function packStream(content: ReadableStream<Uint8Array>, accepted: string) {
  const encoding = takes(accepted, 'gzip') ? 'gzip' : takes(accepted, 'br') ? 'br' : undefined;
  if (encoding === undefined) return undefined;
  const packing = Duplex.toWeb(encoding === 'br' ? createBrotliCompress(quick) : createGzip());
  // Node's own streams and those of the web platform are the same objects under two types.
  const through = packing as unknown as TransformStream<Uint8Array, Uint8Array>;
  return { encoding, bytes: content.pipeThrough(through) } as const;
}

type HeaderValues = Record<string, string>;

/** Makes responses: the standard headers, ETag against If-None-Match, problems in the reader's language. */
export class Respond {
  readonly #host: Host;
  readonly #data: SecurityHeaders;
  readonly #page: SecurityHeaders;
  #said: { readonly revision: number; readonly model: number; readonly headers: HeaderValues } | undefined;

  constructor(host: Host, options: Required<Omit<HttpOptions, 'maps'>>) {
    this.#host = host;
    this.#data = securityHeaders('data', options.https);
    this.#page = securityHeaders('page', options.https);
  }

  /** `plain`: not packed, since a secret stands in it beside what a stranger may have had a hand in. */
  answer(
    { request, header, id, model, revision: read }: Arrival,
    answer: Answer,
    plain = false,
  ): Response | Promise<Response> {
    const {
      etag,
      revision = 0,
      body,
      raw,
      json = body === undefined ? undefined : JSON.stringify(body),
    } = answer;
    const headers: HeaderValues = {
      ...this.#commonHeaders(read || Math.max(this.#host.revision(), revision), model),
      'x-request-id': id,
      'cache-control': isOfContent(etag) ? 'private, no-cache' : 'no-store',
    };
    if (isPage(answer)) Object.assign(headers, this.#page);
    if (etag !== undefined) {
      const tag = `"${etag}"`;
      headers['etag'] = tag;
      if (request.method === 'GET' && matches(header('if-none-match'), tag))
        return new Response(null, { status: 304, headers });
    }
    const content = raw ?? (json === undefined ? null : textBytes(json));
    if (json !== undefined) headers['content-type'] = 'application/json';
    const status = answer.status ?? (content === null ? 204 : 200);
    const all = answer.headers === undefined ? headers : withOwn(headers, answer.headers);
    if (plain || answer.unpacked || content === null) return new Response(content, { status, headers: all });
    return packed(content, status, all, header('accept-encoding'));
  }

  /** `page`: for a person who opened it in a tab. Default: for a program. `words`: of its protocol. */
  problem(
    { header, id, model }: Arrival,
    refusal: Refusal,
    page = false,
    words?: ProblemWords,
  ): Response | Promise<Response> {
    const language = languageOf(header('accept-language'));
    const rendered = renderProblem(refusal, language, this.#host.served().model.messages, id);
    const problem = words ? words.body(rendered) : rendered;
    const headers: HeaderValues = {
      'content-type': words?.type ?? 'application/problem+json',
      'content-language': language,
      'x-request-id': id,
      'cache-control': 'no-store',
      ...this.#commonHeaders(this.#host.revision(), model),
    };
    if (problem.status === 401) headers['www-authenticate'] = 'Bearer realm="guiju"';
    // A caller who cannot know whether it was done does it twice, unless a key keeps it from being done again.
    const isKnown = refusal.code !== 'outcome-unknown' || header('idempotency-key') !== null;
    if (problem.status === 503 && isKnown) headers['retry-after'] = '2';
    if (problem.status === 507) headers['retry-after'] = '30';
    const { seconds, allowed } = refusal.params;
    if (problem.status === 429) headers['retry-after'] = String(seconds);
    // An answer that names another address, and no methods, says that this one takes none.
    if (problem.status === 405) headers['allow'] = /^[A-Z, ]+$/.test(String(allowed)) ? String(allowed) : '';
    if (!page)
      return packed(JSON.stringify(problem.body), problem.status, headers, header('accept-encoding'));
    headers['content-type'] = 'text/html; charset=utf-8';
    headers['content-security-policy'] = problemPolicy;
    return new Response(problemPage(rendered, language, id), { status: problem.status, headers });
  }

  /** Returns the headers of every answer; made again when they change, since most answers have those of the last. */
  #commonHeaders(revision: number, answeredOn: number): HeaderValues {
    const model = answeredOn || this.#host.served().revision;
    if (this.#said?.revision !== revision || this.#said.model !== model)
      this.#said = {
        revision,
        model,
        headers: { ...this.#data, 'guiju-revision': String(revision), 'guiju-model': String(model) },
      };
    return this.#said.headers;
  }
}

/** The types that travel in few bytes already, or have to arrive as they are made. */
const packedAlready = /^(?:image|font|video|audio)\/|event-stream|octet-stream|officedocument|zip/;

function packed(
  content: NonNullable<Answer['raw']>,
  status: number,
  headers: HeaderValues | Headers,
  accepted: string | null,
): Response | Promise<Response> {
  const read = (name: string) => (headers instanceof Headers ? headers.get(name) : headers[name]) ?? '';
  const asItIs = () => new Response(content, { status, headers });
  if (accepted === null || read('content-encoding') !== '' || packedAlready.test(read('content-type')))
    return asItIs();
  const made = content instanceof ReadableStream ? packStream(content, accepted) : pack(content, accepted);
  if (!made) return asItIs();
  const set = (name: string, value: string) =>
    headers instanceof Headers ? headers.set(name, value) : Object.assign(headers, { [name]: value });
  set('content-encoding', made.encoding);
  set('vary', 'accept-encoding');
  const { bytes } = made;
  if (bytes instanceof Promise) return bytes.then((each) => new Response(each, { status, headers }));
  return new Response(bytes, { status, headers });
}

function isPage({ headers }: Answer): boolean {
  return headers !== undefined && String(headers['content-type']).startsWith('text/html');
}

/** Headers an endpoint adds; those with several values are sent several times. */
function withOwn(headers: HeaderValues, own: NonNullable<Answer['headers']>): HeaderValues | Headers {
  const several: [string, string][] = [];
  for (const [name, value] of Object.entries(own)) {
    if (typeof value === 'string') headers[name] = value;
    else for (const one of value) several.push([name, one]);
  }
  if (several.length === 0) return headers;
  const all = new Headers(headers);
  for (const [name, value] of several) all.append(name, value);
  return all;
}

/**
 * Whether a tag is made of the very content. A revision is not: of one record each person sees what he may see, with his
 * own rights beside it. A browser that kept that would show it to the next person who signs in there.
 */
function isOfContent(etag: Answer['etag']): boolean {
  return typeof etag === 'string';
}

function matches(header: string | null, etag: string): boolean {
  if (header === null) return false;
  return header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
