import type { Problem } from '../../../metadata/issue.ts';
import { type Json, pointerTo } from '../../../metadata/json.ts';
import { parseJsonFile } from '../../config/json-file.ts';
import { bodyCutOff, bodyTooLarge, bodyWrong, typeUnsupported } from './refusals.ts';

/** Nothing that people send is deeper; without a limit a body of brackets overflows whoever walks it. */
const deepest = 100;
const digits = 15;

/** A run of digits and points, or an exponent, in which a number that a double cannot hold may hide. */
const suspicious = /[\d.]{16}|\d[eE][+-]?\d{2}/;

type Parsed =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** JSON as data, or what is wrong with it and where. Numbers that would be rounded are refused, not rounded. */
export function parseJson(text: string): Parsed {
  const { depth, suspicious: isSuspicious } = survey(text);
  if (depth > deepest)
    return { ok: false, problems: [{ path: '', code: 'json-deep', params: { most: deepest } }] };
  try {
    if (!isSuspicious) return { ok: true, value: JSON.parse(text) };
    const problems: Problem[] = [];
    const value = JSON.parse(text, keepLong);
    collect(value, '', problems);
    return problems.length === 0 ? { ok: true, value } : { ok: false, problems };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {
      ok: false,
      problems: [{ path: '', code: 'json-syntax', params: mistake(text) }],
    };
  }
}

/** Line and column of the first mistake. */
function mistake(text: string): { line: number; column: number } {
  const parsed = parseJsonFile(text);
  return parsed.ok ? { line: 1, column: 1 } : parsed.params;
}

class LongNumber {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

function keepLong(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value;
  return significant(context.source) > digits || !Number.isFinite(value)
    ? new LongNumber(context.source)
    : value;
}

function significant(number: string): number {
  const [mantissa = ''] = number.split(/[eE]/);
  return mantissa.replace(/[-.]/g, '').replace(/^0+/, '').length;
}

function collect(value: unknown, path: string, problems: Problem[]): void {
  if (value instanceof LongNumber)
    problems.push({ path, code: 'number-digits', params: { value: value.source, most: digits } });
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) collect(inner, path + pointerTo(key), problems);
}

interface Survey {
  readonly depth: number;
  /** A number may be one that a double cannot hold. */
  readonly suspicious: boolean;
}

function survey(text: string): Survey {
  let depth = 0;
  let most = 0;
  let isSuspicious = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfString(text, at);
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > most) most = depth;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
    else if (isDigit(code)) {
      const from = at;
      while (isOfNumber(text.charCodeAt(at + 1))) at += 1;
      isSuspicious ||= suspicious.test(text.slice(from, at + 1));
    }
  }
  return { depth: most, suspicious: isSuspicious };
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Digits, a point, a sign or the letter of an exponent. */
function isOfNumber(code: number): boolean {
  return isDigit(code) || code === 0x2e || code === 0x2b || code === 0x2d || code === 0x45 || code === 0x65;
}

/** Index of the closing quote of the string that opens at `start`. */
function endOfString(text: string, start: number): number {
  let at = text.indexOf('"', start + 1);
  while (at > 0) {
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === 0x5c) escapes += 1;
    if (escapes % 2 === 0) return at;
    at = text.indexOf('"', at + 1);
  }
  return text.length;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The body as data. Refuses other types, sizes over the limit, and JSON that is not what it seems. */
export async function readJson(request: Request, limit: number): Promise<{ value: Json; text: string }> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/(?:[\w.-]+\+)?json(?:\s*;|$)/i.test(type))
    throw typeUnsupported({ type: type || '-', expected: 'application/json' });
  const text = decode(await readBytes(request, limit));
  const parsed = parseJson(text);
  if (!parsed.ok) throw bodyWrong({}, parsed.problems);
  return { value: parsed.value, text };
}

export async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const declared = request.headers.get('content-length');
  if (declared !== null) {
    if (Number(declared) > limit) throw bodyTooLarge({ limit });
    const bytes = new Uint8Array(await request.arrayBuffer().catch(cutOff));
    if (bytes.length > limit) throw bodyTooLarge({ limit });
    return bytes;
  }
  return request.body ? readStream(request.body, limit) : new Uint8Array();
}

/** Nobody said how long it will be: count while it comes. */
async function readStream(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(cutOff);
    if (done) break;
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      throw bodyTooLarge({ limit });
    }
    chunks.push(value);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** Whoever sent it went away, or took too long. */
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
