import { type CellValue, readXlsx } from 'hucre/xlsx';
import type { FormulaRun } from '../../../../metadata/design/workbook/formula-run.ts';
import { readCsv } from './csv-text.ts';
import { formulaRuns } from './formula-runs.ts';
import { type ReadCell, type SheetCell, SheetFailure, type SheetFormat, type SheetLimits } from './sheet.ts';
import { spreadMerged } from './spread-merged.ts';

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const endSize = 22;
const entrySize = 46;
const longestComment = 0xffff;
const mostEntries = 5_000;

/**
 * Refuses an archive that would unpack to more than `limit`, before any of it is unpacked. The library then
 * holds every entry to the size it declares; entries that declare none are refused here.
 */
function checkZip(bytes: Uint8Array, limit: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end < 0) throw new SheetFailure('sheet-damaged');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > mostEntries) throw new SheetFailure('sheet-unpacks-too-large', { limit: megabytes(limit) });
  let total = 0;
  for (let index = 0; index < count; index++) {
    if (at + entrySize > view.byteLength || view.getUint32(at, true) !== entryMark)
      throw new SheetFailure('sheet-damaged');
    const packed = view.getUint32(at + 20, true);
    const unpacked = view.getUint32(at + 24, true);
    const undeclared = (packed === 0) !== (unpacked === 0) && packed !== 2;
    const streamed = packed === 0 && (view.getUint16(at + 8, true) & 8) !== 0;
    if (undeclared || (streamed && !isFolder(bytes, view, at))) throw new SheetFailure('sheet-damaged');
    total += unpacked;
    if (total > limit) throw new SheetFailure('sheet-unpacks-too-large', { limit: megabytes(limit) });
    at +=
      entrySize +
      view.getUint16(at + 28, true) +
      view.getUint16(at + 30, true) +
      view.getUint16(at + 32, true);
  }
}

function findEnd(view: DataView): number {
  const least = Math.max(0, view.byteLength - endSize - longestComment);
  for (let at = view.byteLength - endSize; at >= least; at--)
    if (view.getUint32(at, true) === endMark) return at;
  return -1;
}

function isFolder(bytes: Uint8Array, view: DataView, at: number): boolean {
  return bytes[at + entrySize + view.getUint16(at + 28, true) - 1] === 0x2f;
}

function megabytes(bytes: number): number {
  return Math.trunc(bytes / 1024 / 1024);
}

export interface ReadSheet {
  readonly name: string;
  readonly rows: readonly (readonly ReadCell[])[];
  /** Whether the second row is hidden. Default: it is not. */
  readonly coded?: boolean;
  /** What its cells are computed by. Default: nothing is. */
  readonly formulas?: readonly FormulaRun[];
}

/** Rows above the data that a file may have beside its rows of data. */
const headRows = 3;

/** Every visible sheet of a file, within the limits. */
export async function readBook(
  bytes: Uint8Array,
  format: SheetFormat,
  limits: SheetLimits,
): Promise<readonly ReadSheet[]> {
  const sheets: readonly ReadSheet[] =
    format === 'csv'
      ? [{ name: '', rows: readCsv(bytes, mostRows(limits)) }]
      : await readWorkbook(bytes, { unpacked: limits.unpacked, rows: mostRows(limits) });
  const trimmed = sheets.map((sheet) => ({ ...sheet, rows: trim(sheet.rows) }));
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

interface WorkbookLimits {
  /** Bytes it may unpack to. */
  readonly unpacked: number;
  /** Rows that are read of each sheet. */
  readonly rows: number;
  /** Sheets that are read. Default: all that are not hidden. */
  readonly sheets?: number;
}

/** The visible sheets of a workbook, each with as many rows as are asked for. */
export async function readWorkbook(
  bytes: Uint8Array,
  { unpacked, rows: maxRows, sheets = Number.POSITIVE_INFINITY }: WorkbookLimits,
): Promise<readonly ReadSheet[]> {
  checkZip(bytes, unpacked);
  let taken = 0;
  try {
    const book = await readXlsx(bytes, {
      sheets: (info) => {
        const isTaken = !info.hidden && !info.veryHidden && taken < sheets;
        taken += isTaken ? 1 : 0;
        return isTaken;
      },
      maxRows,
    });
    return book.sheets.map(({ name, rows, cells, rowDefs, merges }) => ({
      name,
      coded: rowDefs?.get(1)?.hidden === true,
      formulas: formulaRuns(cells),
      rows: spreadMerged(
        rows.map((row, at) =>
          row.map((value, column) =>
            typeof value === 'string' &&
            value.startsWith('#') &&
            cells?.get(`${at},${column}`)?.type === 'error'
              ? { failed: value }
              : cell(value),
          ),
        ),
        merges ?? [],
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

export function trim(rows: readonly (readonly ReadCell[])[]): readonly (readonly ReadCell[])[] {
  let end = rows.length;
  while (end > 0 && !rows[end - 1]?.some(isFilled)) end--;
  return rows.slice(0, end);
}

export function width(rows: readonly (readonly ReadCell[])[]): number {
  return rows.reduce((most, row) => Math.max(most, row.findLastIndex(isFilled) + 1), 0);
}
