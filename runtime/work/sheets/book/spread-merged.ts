import type { ReadCell } from './sheet.ts';

interface Merged {
  readonly startRow: number;
  readonly startCol: number;
  readonly endRow: number;
}

/**
 * Spreads a cell merged over several rows to each of them. A row that has nothing beside stays empty: it is the lower
 * half of what stands above, as of headings.
 */
export function spreadMerged(
  rows: readonly (readonly ReadCell[])[],
  merged: readonly Merged[],
): readonly (readonly ReadCell[])[] {
  const spread = rows.map((row) => [...row]);
  // Cells of a file from elsewhere may lie over each other: each column is gone through once.
  const reached = new Map<number, number>();
  for (const { startRow, startCol, endRow } of merged.toSorted((a, b) => a.startRow - b.startRow)) {
    const value = rows[startRow]?.[startCol];
    if (value === undefined || value === null || startRow < (reached.get(startCol) ?? 0)) continue;
    reached.set(startCol, endRow + 1);
    for (let at = startRow + 1; at <= Math.min(endRow, rows.length - 1); at++) {
      const row = spread[at];
      if (!row || !rows[at]?.some((cell) => cell !== null && cell !== undefined && cell !== '')) continue;
      while (row.length < startCol) row.push(null);
      row[startCol] = value;
    }
  }
  return spread;
}
