import type { CellValue } from 'hucre/xlsx';
import { readXlsx } from 'hucre/xlsx';
import { readCsv } from './csv-text.ts';
import type { ReadCell, SheetCell, SheetFormat, SheetLimits } from './sheet.ts';
import { SheetFailure } from './sheet-failure.ts';
import { checkZip } from './zip-budget.ts';

export interface ReadSheet {
  readonly name: string;
  readonly rows: readonly (readonly ReadCell[])[];
}

/** Rows above the data that a file may have beside its rows of data. */
const headRows = 3;

/** Every visible sheet of a file, within the limits. */
export async function readBook(
  bytes: Uint8Array,
  format: SheetFormat,
  limits: SheetLimits,
): Promise<readonly ReadSheet[]> {
  const sheets =
    format === 'csv'
      ? [{ name: '', rows: readCsv(bytes, mostRows(limits)) }]
      : await readWorkbook(bytes, limits);
  const trimmed = sheets.map(({ name, rows }) => ({ name, rows: trim(rows) }));
  const filled = trimmed.flatMap(({ rows }) => rows.slice(1)).filter((row) => row.some(isFilled)).length;
  if (filled > limits.rows + headRows * trimmed.length)
    throw new SheetFailure('sheet-too-many-rows', { limit: limits.rows });
  const widest = trimmed.reduce((most, { rows }) => Math.max(most, width(rows)), 0);
  if (widest > limits.columns) throw new SheetFailure('sheet-too-many-columns', { limit: limits.columns });
  return trimmed;
}

/** One more than allowed is read, so that it shows. */
function mostRows(limits: SheetLimits): number {
  return limits.rows + headRows + 2;
}

async function readWorkbook(bytes: Uint8Array, limits: SheetLimits) {
  checkZip(bytes, limits.unpacked);
  try {
    const book = await readXlsx(bytes, {
      sheets: (info) => !info.hidden && !info.veryHidden,
      maxRows: mostRows(limits),
    });
    return book.sheets.map(({ name, rows, cells }) => ({
      name,
      rows: rows.map((row, at) =>
        row.map((value, column) =>
          typeof value === 'string' &&
          value.startsWith('#') &&
          cells?.get(`${at},${column}`)?.type === 'error'
            ? { failed: value }
            : cell(value),
        ),
      ),
    }));
  } catch (error) {
    if (error instanceof Error && error.name === 'EncryptedFileError')
      throw new SheetFailure('sheet-encrypted-or-old');
    throw new SheetFailure('sheet-damaged');
  }
}

function cell(value: CellValue): SheetCell {
  if (value === '') return null;
  return value instanceof Date ? dateCell(value) : value;
}

/** Sheets know one kind of moment: midnight is a day, the first days of the calendar are a time of day. */
function dateCell(value: Date): SheetCell {
  if (Number.isNaN(value.getTime())) return null;
  // Sheets keep a moment as a fraction of a day: half a second is lost to it.
  const [day = '', time = ''] = new Date(Math.round(value.getTime() / 1000) * 1000)
    .toISOString()
    .split(/[T.]/);
  if (/^(?:1899-12-3[01]|1900-01-00)$/.test(day)) return time;
  return time === '00:00:00' ? day : `${day} ${time}`;
}

function isFilled(value: ReadCell | undefined): boolean {
  return value !== null && value !== undefined && value !== '';
}

function trim(rows: readonly (readonly ReadCell[])[]): readonly (readonly ReadCell[])[] {
  let end = rows.length;
  while (end > 0 && !rows[end - 1]?.some(isFilled)) end--;
  return rows.slice(0, end);
}

function width(rows: readonly (readonly ReadCell[])[]): number {
  return rows.reduce((most, row) => Math.max(most, row.findLastIndex(isFilled) + 1), 0);
}
