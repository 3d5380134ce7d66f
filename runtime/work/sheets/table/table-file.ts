import type { Label, Language } from '../../../../metadata/common/label.ts';
import { sheetName } from '../book/book.ts';
import { numberCell } from '../book/cell-text.ts';
import { say } from '../book/column.ts';
import {
  longestCell,
  type SheetFormat,
  sheetLimits,
  tooLongMark,
  tooMany,
  type WrittenCell,
} from '../book/sheet.ts';
import type { SheetSession } from '../book/sheet-worker.ts';

export interface ExportProgress {
  readonly total: number;
  readonly done: number;
}

/** What a cell reads, and how a workbook has it where that is more than the text. */
export interface SeenCell {
  readonly text: string;
  readonly cell: WrittenCell;
}
export type TableCell = string | null | SeenCell;
type TableRows = readonly (readonly TableCell[])[];

/** Lines that are read by people. */
export interface SheetTable {
  readonly label: Label;
  readonly columns: readonly {
    /** By which an import knows the column. Default: nothing imports it. */
    readonly code?: string;
    readonly label: Label;
    readonly width: number;
    readonly numeric?: boolean;
  }[];
  /** Some at a time; `counted` is told how many there will be, where that is known. */
  rows(counted: (total: number) => void): AsyncIterable<TableRows>;
  /** What they come to, once all were read. Default: nothing. */
  totals?(): TableRows;
}

interface Writing {
  readonly format: SheetFormat;
  readonly language: Language;
  readonly report: (progress: ExportProgress) => Promise<void>;
}

export async function tableFile(
  session: SheetSession,
  { label, columns, rows, totals }: SheetTable,
  { format, language, report }: Writing,
): Promise<Uint8Array<ArrayBuffer>> {
  const sheet = {
    name: sheetName(label[language]),
    columns: columns.map(({ code, label: head, width, numeric }) => ({
      ...({ label: head[language], width, tone: 'plain', text: numeric !== true } as const),
      ...(code !== undefined && { name: format === 'csv' ? head[language] : code }),
    })),
  };
  const book = { sheets: [sheet], pages: [], listsName: say('sheet-lists', {}, language) };
  await session.ask({ type: 'begin', book, format });
  const append = (some: TableRows, strong: boolean) =>
    session.ask({
      type: 'append',
      sheet: 0,
      rows: some.map((row) =>
        row.map((read, at) => {
          const cell = written(read, format, columns[at]?.numeric);
          return strong && format === 'xlsx' ? inBold(cell) : cell;
        }),
      ),
    });
  let [done, total] = [0, 0];
  const counted = (many: number): void => {
    if (many > sheetLimits.rows) throw tooMany();
    total = many;
  };
  for await (const some of rows(counted)) {
    done += some.length;
    if (done > sheetLimits.rows) throw tooMany();
    await append(some, false);
    await report({ total: Math.max(total, done), done });
  }
  const sums = totals?.() ?? [];
  if (sums.length > 0) await append(sums, true);
  return session.ask({ type: 'finish' });
}

function written(read: TableCell, format: SheetFormat, numeric = false): WrittenCell {
  if (read !== null && typeof read === 'object') return format === 'csv' ? read.text : read.cell;
  if (numeric && read !== null && format === 'xlsx') return numberCell(read);
  return read !== null && format === 'xlsx' && read.length > longestCell ? tooLongMark : read;
}

function inBold(cell: WrittenCell): WrittenCell {
  if (typeof cell === 'string') return { text: cell, strong: true };
  if (typeof cell === 'number') return { number: cell, format: 'General', strong: true };
  return typeof cell === 'object' && cell !== null ? { ...cell, strong: true } : cell;
}
