import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** The one door to @noble/hashes: synchronous and the same in Node and a browser, where crypto.subtle only promises. */
export function hashText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/**
 * Of JSON-like data; equal data have equal hashes, whatever the order of their members. Undefined members do not count.
 */
export function hashOf(value: unknown): string {
  return hashText(canonicalText(value));
}

/**
 * The same text for equal data.
 *
 * @example
 * canonicalText({ b: 1, a: [null], c: undefined }) //=> '{"a":[null],"b":1}'
 */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const object = value as Readonly<Record<string, unknown>>;
  const members: string[] = [];
  for (const name of Object.keys(object).sort()) {
    if (object[name] !== undefined) members.push(`${JSON.stringify(name)}:${canonicalText(object[name])}`);
  }
  return `{${members.join(',')}}`;
}
