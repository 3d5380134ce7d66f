import { isSameValue, readText, textOf } from './cell-text.ts';
import type { Write } from './sheet-edits.ts';
import { cellsOf, isWithin, type Range } from './sheet-range.ts';
import { flawOf, type Sheet, type TextAt } from './sheet-texts.ts';

export interface Filled {
  readonly cells: readonly Write[];
  readonly skipped: number;
}

/** Every cell of `target` outside `source` becomes what stands in `source`, over and over again. */
export function planFill(sheet: Sheet, source: Range, target: Range): Filled {
  const { rows } = sheet.state;
  const height = source.bottom - source.top + 1;
  const width = source.right - source.left + 1;
  const cells: Write[] = [];
  let skipped = 0;
  for (const { row, col } of cellsOf({ ...target, bottom: Math.min(target.bottom, rows.length - 1) })) {
    if (isWithin(source, row, col)) continue;
    const fromRow = source.top + mod(row - source.top, height);
    const fromCol = source.left + mod(col - source.left, width);
    const [field, from] = [sheet.columns[col], sheet.columns[fromCol]];
    if (!field || !from) continue;
    if (!sheet.mayWrite(row, field)) {
      skipped++;
      continue;
    }
    const value = rows[fromRow]?.[from.name] ?? null;
    const flaw = flawOf(sheet.state, fromRow, from.name);
    const read =
      field === from
        ? { value, flaw }
        : readText(flaw?.text ?? textOf(value, from), sheet.fieldIn(row, field));
    const same = isSameValue(rows[row]?.[field.name], read.value);
    if (!same || read.flaw || flawOf(sheet.state, row, field.name))
      cells.push({ row, name: field.name, ...read });
  }
  return { cells, skipped };
}

/** Places the cells of a pasted table: one cell, or a table that fits several times, fills the marked range. */
export function placeTable(table: readonly (readonly string[])[], range: Range): readonly TextAt[] {
  const height = table.length;
  const width = Math.max(1, ...table.map((row) => row.length));
  const marked = { rows: range.bottom - range.top + 1, cols: range.right - range.left + 1 };
  const repeats = marked.rows % height === 0 && marked.cols % width === 0;
  const rows = repeats ? marked.rows : height;
  const cols = repeats ? marked.cols : width;
  const texts: TextAt[] = [];
  for (let down = 0; down < rows; down++)
    for (let over = 0; over < cols; over++) {
      const text = table[down % height]?.[over % width];
      if (text !== undefined) texts.push({ row: range.top + down, col: range.left + over, text });
    }
  return texts;
}

function mod(of: number, by: number): number {
  return ((of % by) + by) % by;
}
