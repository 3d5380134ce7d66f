import type { Cell, Sheet } from 'hucre/xlsx';
import { openXlsx, saveXlsx, writeXlsx } from 'hucre/xlsx';
import { hasFailed, shownCell } from './cell-text.ts';
import { writeCsvText } from './csv-text.ts';
import type { MendedCell } from './mend-cells.ts';
import type { Mark, Marking } from './protocol.ts';
import type { ReadSheet } from './read-book.ts';
import { commentAuthor, type SheetCell, type SheetFormat, type SheetLimits } from './sheet.ts';
import { escaped, own } from './write-book.ts';

const wrong = 'FFC7CE';
/** Comments beyond this make workbooks that take minutes to open; the rows still say what is wrong. */
const mostComments = 5_000;

/** The user's own workbook with its wrong cells red, a comment at each, and a column that says it all. */
export async function markBook(
  file: {
    readonly bytes: Uint8Array;
    readonly format: SheetFormat;
    readonly sheets: readonly ReadSheet[];
    /** Of the sheets these cells were mended already. */
    readonly mended: readonly MendedCell[];
  },
  marking: Marking,
  limits: SheetLimits,
): Promise<Uint8Array<ArrayBuffer>> {
  const bySheet = Map.groupBy(marking.marks, ({ sheet }) => sheet);
  if (file.format === 'csv') return markCsv(file.sheets[0], bySheet.get(0) ?? [], marking);
  const cells = file.sheets.reduce((sum, { rows }) => sum + rows.length * (rows[0]?.length ?? 0), 0);
  if (cells > limits.markedCells) return wrongRowsOnly(file.sheets, bySheet, marking);
  const book = await openXlsx(file.bytes, { readStyles: true });
  const visible = book.sheets.filter(({ hidden, veryHidden }) => !hidden && !veryHidden);
  for (const { sheet: index, row, column, text } of file.mended) {
    const sheet = visible[index];
    if (!sheet) continue;
    put(sheet.rows, row, column, text);
    // What it was computed by would write over it.
    const { style } = sheet.cells?.get(`${row},${column}`) ?? {};
    if (style) sheet.cells?.set(`${row},${column}`, { type: 'string', value: text, style });
    else sheet.cells?.delete(`${row},${column}`);
  }
  for (const [index, sheet] of visible.entries()) {
    const first = marking.first.find((place) => place.sheet === index)?.row;
    if (first !== undefined) markSheet(sheet, first, bySheet.get(index) ?? [], marking);
  }
  for (const sheet of book.sheets)
    sheet.rows = sheet.rows.map((row, at) =>
      row.map((cell, column) =>
        hasFailedAt(sheet, at, column) || cell instanceof Date ? cell : escaped(cell),
      ),
    );
  return own(await saveXlsx(book));
}

/** Whether the cell is a formula that failed: its error is no text. */
function hasFailedAt({ cells }: Pick<Sheet, 'cells'>, row: number, column: number): boolean {
  return cells?.get(`${row},${column}`)?.type === 'error';
}

function markSheet(
  sheet: Pick<Sheet, 'rows' | 'cells'>,
  first: number,
  marks: readonly Mark[],
  { heading, headings }: Pick<Marking, 'heading' | 'headings'>,
): void {
  sheet.cells ??= new Map();
  const { rows, cells } = sheet;
  const column = problemColumn(rows, headings);
  if (marks.length === 0 && rows[0]?.[column] === undefined) return;
  forget(cells, rows, first, column);
  put(rows, 0, column, heading);
  cells.set(`0,${column}`, {
    ...cellAt(cells, rows, 0, column),
    style: { font: { bold: true, color: { rgb: 'C00000' } } },
  });
  let comments = 0;
  for (const [row, ofRow] of Map.groupBy(marks, (mark) => mark.row)) {
    put(rows, row, column, ofRow.map(({ text }) => text).join('\n'));
    for (const [at, ofCell] of Map.groupBy(ofRow, (mark) => mark.column ?? column)) {
      const marked = cellAt(cells, rows, row, at);
      const text = ofCell.map((mark) => mark.text).join('\n');
      cells.set(`${row},${at}`, {
        ...marked,
        style: { ...marked.style, fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: wrong } } },
        ...(at === column || ++comments > mostComments ? {} : { comment: { author: commentAuthor, text } }),
      });
    }
  }
}

/** Removes the marks of an earlier import. */
function forget(cells: Map<string, Cell>, rows: Sheet['rows'], first: number, column: number): void {
  for (const [place, cell] of cells) {
    const row = Number(place.slice(0, place.indexOf(',')));
    if (row < first) continue;
    const fill = cell.style?.fill;
    if (fill?.type === 'pattern' && fill.fgColor?.rgb?.endsWith(wrong)) {
      const { fill: _, ...style } = cell.style ?? {};
      cell.style = style;
    }
    if (cell.comment?.author === commentAuthor) delete cell.comment;
  }
  for (let row = first; row < rows.length; row++)
    if (rows[row]?.[column] !== undefined) put(rows, row, column, null);
}

function problemColumn(rows: Sheet['rows'], headings: readonly string[]): number {
  const known = rows[0]?.findIndex((cell) => typeof cell === 'string' && headings.includes(cell)) ?? -1;
  if (known >= 0) return known;
  return rows.reduce(
    (most, row) => Math.max(most, row.findLastIndex((cell) => cell !== null && cell !== '') + 1),
    0,
  );
}

function put(rows: Sheet['rows'], row: number, column: number, value: string | null): void {
  while (rows.length <= row) rows.push([]);
  const cells = rows[row] ?? [];
  while (cells.length <= column) cells.push(null);
  cells[column] = value;
}

function cellAt(cells: ReadonlyMap<string, Cell>, rows: Sheet['rows'], row: number, column: number): Cell {
  const known = cells.get(`${row},${column}`);
  const value = rows[row]?.[column] ?? null;
  if (known) return { ...known, value };
  const type = value === null ? 'empty' : value instanceof Date ? 'date' : typeof value;
  return {
    value,
    type: type === 'number' || type === 'boolean' || type === 'date' || type === 'empty' ? type : 'string',
  };
}

function markCsv(sheet: ReadSheet | undefined, marks: readonly Mark[], { heading, headings }: Marking) {
  const rows = (sheet?.rows ?? []).map((row) => row.map(shownCell));
  const column = problemColumn(rows, headings);
  put(rows, 0, column, heading);
  for (let row = 1; row < rows.length; row++) put(rows, row, column, null);
  for (const [row, ofRow] of Map.groupBy(marks, (mark) => mark.row))
    put(rows, row, column, ofRow.map(({ text }) => text).join('\n'));
  return writeCsvText(rows);
}

/** Of a very large workbook: its header rows and what is wrong, to be put right and sent again by itself. */
async function wrongRowsOnly(
  sheets: readonly ReadSheet[],
  bySheet: ReadonlyMap<number, readonly Mark[]>,
  marking: Marking,
): Promise<Uint8Array<ArrayBuffer>> {
  const written = sheets.flatMap(({ name, rows }, index) => {
    const first = marking.first.find((place) => place.sheet === index)?.row;
    if (first === undefined) return [];
    const marks = bySheet.get(index) ?? [];
    const kept = [...new Set(marks.map(({ row }) => row))].sort((a, b) => a - b);
    const moved = new Map(kept.map((row, at) => [row, first + at]));
    const sheet = {
      name,
      rows: [...rows.slice(0, first), ...kept.map((row) => rows[row] ?? [])].map((row): SheetCell[] =>
        row.map((cell) => (hasFailed(cell) ? cell.failed : escaped(cell))),
      ),
      cells: new Map<string, Cell>(),
    };
    markSheet(
      sheet,
      first,
      marks.map((mark) => ({ ...mark, row: moved.get(mark.row) ?? mark.row })),
      marking,
    );
    return [sheet];
  });
  return own(await writeXlsx({ sheets: written }));
}
