/** Millimetres beside what stands in a cell, at its left and its right, and above and below it. */
export const cellPadding = { beside: 1.5, over: 0.8 } as const;

/** Millimetres between columns of blocks. */
export const columnGap = 4;

/** Columns of which no width is said keep so much of the room, all together. */
const kept = 0.2;

/**
 * The widths of columns in millimetres; those of which none is said share what the others leave. Widths that together
 * are wider than the room are narrowed in proportion. A page and a PDF are both laid out by these.
 *
 * @example
 * columnWidths([80, 120, null], 100) //=> [32, 48, 20]
 */
export function columnWidths(widths: readonly (number | null)[], room: number): readonly number[] {
  const fixed = widths.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  const free = widths.filter((one) => one === null).length;
  const most = free > 0 ? room * (1 - kept) : room;
  const factor = fixed > most ? most / fixed : 1;
  const share = (room - fixed * factor) / Math.max(1, free);
  return widths.map((one) => (one === null ? share : one * factor));
}

/** A label takes no more of its pair than this. */
const mostOfPair = 0.45;

/** The widths of labels and values by turns: each column of labels as wide as its longest, values share the rest. */
export function pairWidths(
  lines: readonly (readonly { readonly label: string }[])[],
  columns: number,
  { room, size }: { readonly room: number; readonly size: number },
): readonly number[] {
  const pair = room / columns;
  return Array.from({ length: columns }, (_, at) => {
    const longest = lines.reduce((most, line) => Math.max(most, textWidth(line[at]?.label ?? '', size)), 0);
    const label = Math.min(longest + 2 * cellPadding.beside + 1, pair * mostOfPair);
    return [label, pair - label];
  }).flat();
}

/** Whether one of the words of a text is too long for so many millimetres: it has to go on in the next line. */
export function isTooLong(text: string, width: number, size: number): boolean {
  const words = text.match(/[^\s\u2E80-\uFFEF]+/g) ?? [];
  return words.some((word) => textWidth(word, size) > width);
}

/** Millimetres of a point. */
const point = 25.4 / 72;
/** Parts of its height that a Latin letter is wide, at most of a usual text. */
const latin = 0.6;

/** Short words may be all wide letters, so that these count as they are. */
function letterWidth(letter: string): number {
  if (letter >= '\u2E80') return 1;
  if (/[mwMW@%]/.test(letter)) return 0.95;
  return /[A-Z]/.test(letter) ? 0.75 : latin;
}

/** About as wide as a text stands in one line: Chinese letters are as wide as they are high. */
function textWidth(text: string, size: number): number {
  let letters = 0;
  for (const letter of text) letters += letterWidth(letter);
  return letters * size * point;
}
