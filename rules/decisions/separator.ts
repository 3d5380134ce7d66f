import { isGiven, type Text } from './given.ts';

const written: Readonly<Record<string, string>> = { space: ' ', newline: '\n', none: '' };

/**
 * Returns the text of a separator that has a name; any other is itself.
 *
 * @example
 * separatorOf('space') //=> ' '
 * separatorOf('-') //=> '-'
 */
export function separatorOf(name: string): string {
  return written[name] ?? name;
}

/** Joins texts in their order; an empty one leaves no second separator. */
export function joined(texts: readonly Text[], separator: string): string {
  return texts.filter(isGiven).join(separatorOf(separator));
}
