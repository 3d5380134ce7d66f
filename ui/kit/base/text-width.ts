/** About as wide as a text is drawn at 13 px: a Chinese letter is as wide as it is high. */
export function pixelsOf(text: string): number {
  let width = 0;
  for (const letter of text) width += letter > '\u2e80' ? 13 : 7.4;
  return Math.ceil(width);
}

/** Padding and edge of a cell. */
const around = 17;
/** No font draws them wider at 13 px; any other letter may be as wide as it is high. */
const narrow = /[\d .,:;/'()\-ijlt]/g;

/** Answers whether a text may be wider than its cell: an estimate, since measuring every drawn cell would be slow. */
export function mayBeCut(shown: unknown, width: number): boolean {
  if (typeof shown !== 'string') return true;
  const room = width - around;
  if (shown.length * 13 <= room) return false;
  return shown.length * 13 - (shown.match(narrow)?.length ?? 0) * 5 > room;
}
