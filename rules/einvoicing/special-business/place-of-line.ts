/**
 * Finds the place of the line that has a number, or stands there where lines have none; −1: there is none.
 *
 * @example
 * placeOfLine([{ seq: 7 }, {}], 7) //=> 0
 * placeOfLine([{}, {}], 2) //=> 1
 * placeOfLine([{}], 3) //=> -1
 */
export function placeOfLine(
  lines: readonly { readonly lineNo?: unknown; readonly seq?: unknown }[],
  number: number,
): number {
  return lines.findIndex(({ lineNo, seq }, at) => (lineNo ?? seq ?? at + 1) === number);
}
