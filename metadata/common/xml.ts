import { escaped } from './html.ts';

/** What no document of XML 1.0 may hold, in whatever spelling: it is left out. */
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/**
 * A text as it stands in XML, between tags or in an attribute.
 *
 * @example
 * xmlText('A & B\u0000') //=> 'A &amp; B'
 */
export function xmlText(text: string): string {
  return escaped(text.replace(unwritable, ''));
}
