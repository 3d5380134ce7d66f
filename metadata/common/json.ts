export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** A JSON Schema (2020-12) as data. */
export type JsonSchema = JsonObject;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Tells whether a value counts as not given: absent, null, an empty text or an empty list.
 *
 * @example
 * isEmptyValue([]) //=> true
 * isEmptyValue(0) //=> false
 * isEmptyValue(false) //=> false
 */
export function isEmptyValue(value: Json | undefined): value is null | undefined | '' | readonly [] {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/**
 * RFC 6901: `/fields/0/a~1b`.
 *
 * @example
 * pointerTo('fields', 0, 'a/b') //=> '/fields/0/a~1b'
 */
export function pointerTo(...segments: readonly (string | number)[]): string {
  return segments.map((segment) => `/${escapeSegment(String(segment))}`).join('');
}

/**
 * The place itself and those that it lies in, nearest first.
 *
 * @example
 * [...placesAround('/lines/0/rate')] //=> ['/lines/0/rate', '/lines/0', '/lines']
 */
export function* placesAround(pointer: string): Generator<string> {
  for (let at = pointer.length; at > 0; at = pointer.lastIndexOf('/', at - 1)) yield pointer.slice(0, at);
}

/**
 * @example
 * pointerSegments('/fields/0/a~1b') //=> ['fields', '0', 'a/b']
 */
export function pointerSegments(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function escapeSegment(segment: string): string {
  return /[~/]/.test(segment) ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment;
}
