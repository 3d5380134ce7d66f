import type { Json } from '../../../metadata/common/json.ts';

/** What a member of a document or record may be: a text, or nothing. */
export type Text = string | null | undefined;

/**
 * Whether somebody said it.
 *
 * @example
 * isGiven('0') //=> true
 * isGiven('') //=> false
 * isGiven(null) //=> false
 */
export function isGiven(value: Text): value is string {
  return value !== null && value !== undefined && value !== '';
}

/** The text of a member that is one, empty where it is none. */
export function textIn(of: Readonly<Record<string, Json | undefined>>, member: string): string {
  const value = of[member];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
