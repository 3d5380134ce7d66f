export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** A JSON Schema (2020-12) as data. */
export type JsonSchema = JsonObject;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What nobody said: absent, null, no text or no list.
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
