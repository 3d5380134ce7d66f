import type { Label, Language } from '../../../metadata/common/label.ts';
import { sheetName } from './book/book.ts';
import { numberCell } from './book/cell-text.ts';
import { say } from './book/column.ts';
import {
  longestCell,
  type SheetCell,
  SheetFailure,
  type SheetFormat,
  sheetLimits,
  tooLongMark,
} from './book/sheet.ts';
import type { SheetSession } from './book/sheet-worker.ts';
import type { ExportProgress } from './export-file.ts';

/** Lines that are no records: a file of them is read by people and never imported. */
export interface SheetTable {
  readonly label: Label;
  readonly columns: readonly {
    readonly code: string;
    readonly label: Label;
    readonly width: number;
    readonly numeric?: boolean;
  }[];
  /** Some at a time. */
  rows(): AsyncIterable<readonly (readonly (string | null)[])[]>;
}

interface Writing {
  readonly format: SheetFormat;
  readonly language: Language;
  readonly report: (progress: ExportProgress) => Promise<void>;
}

export async function tableFile(
  session: SheetSession,
  { label, columns, rows }: SheetTable,
  { format, language, report }: Writing,
): Promise<Uint8Array<ArrayBuffer>> {
  const sheet = {
    name: sheetName(label[language]),
    columns: columns.map(({ code, label: head, width, numeric }) => ({
      ...({ label: head[language], width, tone: 'plain', text: numeric !== true } as const),
      name: format === 'csv' ? head[language] : code,
    })),
  };
  const book = { sheets: [sheet], pages: [], listsName: say('sheet-lists', {}, language) };
  await session.ask({ type: 'begin', book, format });
  let done = 0;
  for await (const some of rows()) {
    done += some.length;
    if (done > sheetLimits.rows) throw new SheetFailure('sheet-too-many-rows', { limit: sheetLimits.rows });
    await session.ask({
      type: 'append',
      sheet: 0,
      rows: some.map((row) => row.map((text, at) => cell(text, format, columns[at]?.numeric))),
    });
    await report({ total: done, done });
  }
  return session.ask({ type: 'finish' });
}

function cell(text: string | null, format: SheetFormat, numeric = false): SheetCell {
  if (numeric && text !== null && format === 'xlsx') return numberCell(text);
  return text !== null && format === 'xlsx' && text.length > longestCell ? tooLongMark : text;
}
