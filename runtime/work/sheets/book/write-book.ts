import type { Cell, DataValidation, WriteSheet } from 'hucre/xlsx';
import { writeXlsx } from 'hucre/xlsx';
import { greatest } from '../../../../metadata/common/greatest.ts';
import { writeCsvText } from './csv-text.ts';
import type { Book, BookColumn, BookSheet } from './protocol.ts';
import {
  commentAuthor,
  type FormattedCell,
  type LookingText,
  type SheetCell,
  type SheetFormat,
  sheetLimits,
  type WrittenCell,
} from './sheet.ts';

const fills: Readonly<Record<BookColumn['tone'], string>> = {
  key: 'BDD7EE',
  required: 'FCE4D6',
  plain: 'DDEBF7',
  derived: 'E7E6E6',
  system: 'EDEDED',
};
/** Excel repairs a sheet that has more. */
const mostLinks = 65_000;
/** Rows below the data that still get drop-downs. */
const listRows = 5_000;

/** A workbook with header rows (labels; names, hidden), notes, drop-downs and help; a csv has names only. */
export async function writeBook(
  book: Book,
  rows: readonly (readonly (readonly WrittenCell[])[])[],
  format: SheetFormat,
): Promise<Uint8Array<ArrayBuffer>> {
  if (format === 'csv') {
    const [sheet] = book.sheets;
    return writeCsvText([
      (sheet?.columns ?? []).map(({ name, label }) => name ?? label),
      ...(rows[0] ?? []).map((row) => row.map(textOf)),
    ]);
  }
  const lists = new Lists(book.listsName);
  const sheets = book.sheets.map((sheet, index) => dataSheet(sheet, rows[index] ?? [], lists));
  const pages = book.pages.map(({ name, rows: text }) => page(name, text));
  return own(await writeXlsx({ sheets: [...sheets, ...pages, ...lists.sheets()], stringMode: 'inline' }));
}

function dataSheet(sheet: BookSheet, rows: readonly (readonly WrittenCell[])[], lists: Lists): WriteSheet {
  const last = Math.min(rows.length + listRows, sheetLimits.rows) + 2;
  const dataValidations: DataValidation[] = [];
  const cells = new Map<string, Partial<Cell>>();
  const named = sheet.columns.some(({ name }) => name !== undefined);
  const heads = [
    sheet.columns.map(({ label }) => escaped(label)),
    ...(named ? [sheet.columns.map(({ name = '' }) => name)] : []),
  ];
  for (const [index, column] of sheet.columns.entries()) {
    cells.set(`0,${index}`, header(column));
    if (!column.list || column.list.length === 0) continue;
    const letter = columnName(index);
    dataValidations.push({
      type: 'list',
      formula1: lists.range(column.list),
      range: `${letter}3:${letter}${last}`,
      allowBlank: true,
      showErrorMessage: true,
      errorStyle: 'warning',
    });
  }
  look(cells, rows, heads.length);
  return {
    name: sheet.name,
    columns: sheet.columns.map(({ width, text }) => (text ? { width, numFmt: '@' } : { width })),
    rows: [...heads, ...rows.map((row) => row.map((cell) => escaped(textOf(cell))))],
    cells,
    ...(named ? { rowDefs: new Map([[1, { hidden: true }]]) } : {}),
    freezePane: { rows: heads.length },
    dataValidations,
  };
}

function textOf(cell: WrittenCell): SheetCell {
  if (typeof cell !== 'object' || cell === null) return cell;
  return 'text' in cell ? cell.text : cell.number;
}

/**
 * How cells look below the header rows: formats of numbers, links, what stands out. Links beyond those that a sheet can have
 * stay plain texts.
 */
function look(
  cells: Map<string, Partial<Cell>>,
  rows: readonly (readonly WrittenCell[])[],
  heads: number,
): void {
  let links = 0;
  for (const [at, row] of rows.entries())
    for (const [index, cell] of row.entries()) {
      if (typeof cell !== 'object' || cell === null) continue;
      if ('text' in cell && cell.link !== undefined && ++links > mostLinks) continue;
      cells.set(`${at + heads},${index}`, 'text' in cell ? textCell(cell) : numberCell(cell));
    }
}

function textCell({ text, link, strong }: LookingText): Partial<Cell> {
  const linked = link !== undefined && { underline: true, color: { rgb: '0563C1' } };
  return {
    value: escaped(text),
    type: 'string',
    ...(link !== undefined && { hyperlink: { target: link } }),
    style: {
      font: { ...linked, ...(strong && { bold: true }) },
      ...(linked && { alignment: { wrapText: true } }),
      numFmt: '@',
    },
  };
}

function numberCell({ number, format, strong }: FormattedCell): Partial<Cell> {
  return {
    value: number,
    type: 'number',
    style: { numFmt: format, ...(strong && { font: { bold: true } }) },
  };
}

function header({ label, tone, note }: BookColumn): Partial<Cell> {
  return {
    value: escaped(label),
    type: 'string',
    style: {
      font: { bold: true },
      fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: fills[tone] } },
      numFmt: '@',
    },
    ...(note === undefined ? {} : { comment: { author: commentAuthor, text: note } }),
  };
}

function page(name: string, rows: readonly (readonly string[])[]): WriteSheet {
  return {
    name,
    columns: [{ width: 26 }, { width: 90 }],
    rows: rows.map((row) => row.map((text) => String(escaped(text)))),
  };
}

/**
 * Choices of all drop-downs on one hidden sheet, since a list inside a cell's rule may have no comma and few letters.
 */
class Lists {
  readonly #name: string;
  readonly #columns: (readonly string[])[] = [];
  readonly #known = new Map<string, number>();

  constructor(name: string) {
    this.#name = name;
  }

  range(list: readonly string[]): string {
    const key = JSON.stringify(list);
    let index = this.#known.get(key);
    if (index === undefined) {
      index = this.#columns.push(list) - 1;
      this.#known.set(key, index);
    }
    const letter = columnName(index);
    return `'${this.#name}'!$${letter}$1:$${letter}$${list.length}`;
  }

  sheets(): WriteSheet[] {
    if (this.#columns.length === 0) return [];
    const height = greatest(this.#columns.map((list) => list.length));
    const rows = Array.from({ length: height }, (_, at) =>
      this.#columns.map((list) => escaped(list[at] ?? null)),
    );
    return [{ name: this.#name, rows, hidden: true }];
  }
}

const failure = /^#(?:VALUE!|REF!|N\/A|NAME\?|NULL!|DIV\/0!|NUM!|GETTING_DATA|SPILL!|CALC!)$/;

/**
 * `_x000D_` in a text would be read as a character by its code, `#N/A` as what a formula failed with.
 *
 * @example
 * escaped('a_x000D_b') //=> 'a_x005F_x000D_b'
 * escaped('#N/A') //=> '_x0023_N/A'
 */
export function escaped(cell: SheetCell): SheetCell {
  if (typeof cell === 'string' && failure.test(cell)) return `_x0023_${cell.slice(1)}`;
  return typeof cell === 'string' && cell.includes('_x')
    ? cell.replace(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x')
    : cell;
}

function columnName(index: number): string {
  const rest = Math.trunc(index / 26);
  return (rest > 0 ? columnName(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

/** In memory of its own, and not a view of a larger piece, which would travel whole. */
export function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
