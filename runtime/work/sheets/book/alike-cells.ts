import { cellText } from './cell-text.ts';
import type { CellPlace, MendedCell, MendedText } from './mend-cells.ts';
import type { Grouping, SameText, SheetPlace } from './protocol.ts';
import type { ReadSheet } from './read-book.ts';

/** The cells of data that show this text, headings not among them. */
export function alikeCells(
  sheets: readonly ReadSheet[],
  grouping: Grouping,
  { sheet, column, from, text }: MendedText,
): readonly MendedCell[] {
  return [...textsOf(sheets, grouping, { sheet, column })].flatMap(([row, shown]) =>
    shown === from.trim() ? [{ sheet, row, column, text }] : [],
  );
}

/**
 * Of each of these cells the text, with the rows of the column that show it, where others of the cells do as well; else with
 * its own row alone. Null: it is empty.
 */
export function sameTexts(
  sheets: readonly ReadSheet[],
  grouping: Grouping,
  cells: readonly CellPlace[],
): readonly (SameText | null)[] {
  const columns = new Map<string, ReadonlyMap<number, string>>();
  for (const [key, [first]] of Map.groupBy(cells, columnKey))
    if (first) columns.set(key, new Map(textsOf(sheets, grouping, first)));
  const shownAt = (cell: CellPlace) => columns.get(columnKey(cell))?.get(cell.row) ?? '';
  const refused = Map.groupBy(cells, (cell) => textKey(cell, shownAt(cell)));
  const rows = new Map<string, number>();
  for (const [key, texts] of columns)
    for (const text of texts.values()) rows.set(`${key} ${text}`, (rows.get(`${key} ${text}`) ?? 0) + 1);
  return cells.map((cell) => {
    const text = shownAt(cell);
    const key = textKey(cell, text);
    const several = new Set(refused.get(key)?.map(({ row }) => row)).size > 1;
    return text === '' ? null : { text, rows: several ? (rows.get(key) ?? 0) : 1 };
  });
}

/** The texts of a column by the rows of data they stand in. */
function* textsOf(
  sheets: readonly ReadSheet[],
  { records, rows }: Grouping,
  { sheet, column }: Pick<CellPlace, 'sheet' | 'column'>,
): Generator<readonly [row: number, text: string]> {
  const place = [records, ...rows].find((one): one is SheetPlace => one?.sheet === sheet);
  if (!place) return;
  const all = sheets[sheet]?.rows ?? [];
  for (let row = place.first; row < (place.end ?? all.length); row++)
    yield [row, cellText(all[row]?.[column]).trim()];
}

function columnKey({ sheet, column }: CellPlace): string {
  return `${sheet} ${column}`;
}

function textKey(cell: CellPlace, text: string): string {
  return `${columnKey(cell)} ${text}`;
}
