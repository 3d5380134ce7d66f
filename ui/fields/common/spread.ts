/**
 * About how many pixels a text of 12 pixels takes: Chinese fills a square, Latin letters little more than half of one.
 *
 * @example
 * spread('合并') //=> 24
 */
export function spread(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '⺀' ? 12 : 6.8), 0);
}
