import { isGiven, type Text } from './given.ts';

const written: Readonly<Record<string, string>> = { space: ' ', newline: '\n', none: '' };

/**
 * How a separator is written that has a name.
 *
 * @example
 * separatorOf('space') //=> ' '
 * separatorOf('-') //=> '-'
 */
export function separatorOf(name: string): string {
  return written[name] ?? name;
}

/** What is said, in order; what is empty leaves no second separator. */
export function joined(texts: readonly Text[], separator: string): string {
  return texts.filter(isGiven).join(separatorOf(separator));
}
