import type { ReadSheet } from './read-book.ts';
import { type ReadCell, SheetFailure } from './sheet.ts';

/** The place of a cell in a file, from 0. */
export interface CellPlace {
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
}

/** Another text in place of what stands in a cell of a file. */
export interface MendedCell extends CellPlace {
  readonly text: string;
}

/** Another text in place of one that stands in a column of data, in all rows that say it. */
export interface MendedText extends Omit<MendedCell, 'row'> {
  /** As the cells of the file show it. */
  readonly from: string;
}

/** Sheets as they would read if these cells had been mended in the file. */
export function mendCells(sheets: readonly ReadSheet[], mended: readonly MendedCell[]): readonly ReadSheet[] {
  const bySheet = Map.groupBy(mended, ({ sheet }) => sheet);
  for (const { sheet, row } of mended)
    if (!sheets[sheet]?.rows[row]) throw new SheetFailure('sheet-mended-nowhere', { row: row + 1 });
  return sheets.map((sheet, index) => {
    const own = bySheet.get(index);
    if (!own) return sheet;
    const rows = sheet.rows.slice();
    for (const { row, column, text } of own) {
      const cells: ReadCell[] = (rows[row] ?? []).slice();
      while (cells.length <= column) cells.push(null);
      cells[column] = text;
      rows[row] = cells;
    }
    return { ...sheet, rows };
  });
}
