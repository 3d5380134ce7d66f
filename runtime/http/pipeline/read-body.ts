import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json } from '../../../metadata/common/json.ts';
import { timeSlices } from '../../common/time-slices.ts';
import { deepest } from '../../config/json-file.ts';
import { type JsonLimits, JsonScan } from '../../config/scan-json.ts';
import { bodyCutOff, bodyTooLarge, bodyWrong, typeUnsupported } from './refusals.ts';

/** The limits of a body. */
export interface BodyLimits {
  readonly bytes: number;
  /** Values of JSON. */
  readonly values: number;
}

/** Different names of members in one body: those of forms, and of the documents that somebody names in a map. */
const mostNames = 10_000;
/** Bytes that are looked at in one piece. */
const piece = 64 * 1024;

type Parsed =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** JSON as data, or what is wrong with it and where. Numbers that would be rounded are refused, not rounded. */
export function parseJson(text: string): Parsed {
  const bytes = Buffer.from(text);
  const scan = new JsonScan(limitsOf(Number.POSITIVE_INFINITY));
  scan.take(bytes);
  const problems = scan.flaws(bytes);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: JSON.parse(text) as Json };
}

function limitsOf(values: number): JsonLimits {
  return { depth: deepest, values, names: mostNames };
}

/** Blank, tab and the ends of lines. */
const blanks: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The body as data, and the bytes it came in. Refuses other types, sizes over the limit, and JSON that is not what it
 * seems, each as soon as it is seen: what is too much is not parsed. What follows a mistake is read, and looked at no
 * more, since a client sends its next request on the same connection only behind all of this one.
 */
export async function readJson(
  request: Request,
  { bytes: limit, values }: BodyLimits,
): Promise<{ value: Json; bytes: Uint8Array<ArrayBuffer> }> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/(?:[\w.-]+\+)?json(?:\s*;|$)/i.test(type))
    throw typeUnsupported({ type: type || '-', expected: 'application/json' });
  const scan = new JsonScan(limitsOf(values));
  const bytes = await readBytes(request, limit, (some) => scan.take(some));
  if (bytes.every((byte) => blanks.has(byte))) throw bodyWrong({}, [{ path: '', code: 'body-missing' }]);
  const flaws = scan.flaws(bytes);
  if (flaws.length > 0) throw bodyWrong({}, flaws);
  return { value: JSON.parse(decode(bytes)) as Json, bytes };
}

/** `look`: at each piece as it comes, until it answers false: nothing is kept of the rest. */
export async function readBytes(
  request: Request,
  limit: number,
  look: (piece: Uint8Array) => boolean = () => true,
): Promise<Uint8Array<ArrayBuffer>> {
  const declared = Number(request.headers.get('content-length') ?? Number.POSITIVE_INFINITY);
  if (declared !== Number.POSITIVE_INFINITY && declared > limit) throw bodyTooLarge({ limit });
  if (declared > piece) return request.body ? readStream(request.body, limit, look) : new Uint8Array();
  const bytes = new Uint8Array(await request.arrayBuffer().catch(cutOff));
  if (bytes.length > limit) throw bodyTooLarge({ limit });
  look(bytes);
  return bytes;
}

/** Counted and looked at while it comes, so that nobody waits for what is refused. */
async function readStream(
  body: ReadableStream<Uint8Array>,
  limit: number,
  look: (piece: Uint8Array) => boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  const pause = timeSlices();
  const reader = body.getReader();
  let size = 0;
  for (let isLooked = true; ; ) {
    const { done, value } = await reader.read().catch(cutOff);
    if (done) return joined(chunks);
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      throw bodyTooLarge({ limit });
    }
    if (isLooked) chunks.push(value);
    for (let from = 0; from < value.length && isLooked; from += piece) {
      isLooked = look(value.subarray(from, from + piece));
      await pause();
    }
  }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(chunks.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** Refuses a body that was cut off: whoever sent it went away, or took too long. */
function cutOff(): never {
  throw bodyCutOff();
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw bodyWrong({}, [{ path: '', code: 'body-not-utf8' }]);
  }
}
