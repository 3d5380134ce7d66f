/** The value of a member of a document or record: a text, or nothing. */
export type Text = string | null | undefined;

/**
 * Tells whether somebody said it.
 *
 * @example
 * isGiven('0') //=> true
 * isGiven('') //=> false
 * isGiven(null) //=> false
 */
export function isGiven(value: Text): value is string {
  return value !== null && value !== undefined && value !== '';
}

/** Tells whether it is one of those that somebody chose. */
export function isAmong(chosen: readonly string[] | null | undefined, value: string): boolean {
  return chosen?.includes(value) ?? false;
}

/** The text of a member that is one, empty where it is none. */
export function textIn<R extends object>(of: R, member: keyof R & string): string {
  const value: unknown = of[member];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
