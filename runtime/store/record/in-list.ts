import type { Cell } from '../../database/database.ts';

/** A text for each length of a list, rounded up to a power of two: `padded` fills up what is missing. */
export function byCount(text: (marks: string) => string): (count: number) => string {
  const texts = new Map<number, string>();
  return (count) => {
    const size = roundedUp(count);
    let known = texts.get(size);
    if (known === undefined) {
      known = text(Array.from({ length: size }, () => '?').join(', '));
      texts.set(size, known);
    }
    return known;
  };
}

/** Repeats the last cell until the list is as long as its text. */
export function padded(cells: readonly Cell[]): readonly Cell[] {
  const last = cells.at(-1) ?? null;
  const missing = roundedUp(cells.length) - cells.length;
  return missing === 0 ? cells : [...cells, ...Array.from({ length: missing }, () => last)];
}

function roundedUp(count: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(count, 1)));
}
