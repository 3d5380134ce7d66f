import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import { toInstant } from '../../../rules/calendar.ts';
import { cellText, hasFailed, isRounded } from './book/cell-text.ts';
import { type Column, deleteCode, markedRecord, recordMark, rowCode, upperCode } from './book/column.ts';
import type { RawRecord, SameText } from './book/protocol.ts';
import { type SheetRow, tooLongMark } from './book/sheet.ts';
import { type FoundSheet, keyOf } from './read-head.ts';

/** Before a number that only ties rows of entries to a new record, whose number the platform will give. */
const newMark = '*';

/** One row of the file: what it says of each member it has a column for. */
export interface ReadRow {
  readonly found: FoundSheet;
  /** Place in the sheet. */
  readonly at: number;
  /** Of a record without a key, as an export wrote it. */
  readonly id: string | undefined;
  /** Null: to be emptied. Members whose cells could not be read are absent. */
  readonly values: ReadonlyMap<Column, Json>;
  /** Why values that name a record do not say which; it matters where the record has another one. Default: all do. */
  readonly unclear?: ReadonlyMap<Column, Problem>;
  /** Fields whose text was too long for a cell when it was exported. */
  readonly kept: readonly Column[];
  /** What stands in columns that an import does not read. */
  readonly unread: ReadonlyMap<Column, string>;
  readonly deleted: boolean;
  /** The row's own name, and that of the row above it. */
  readonly name: string;
  readonly upper: string;
}

/** A record as the file has it: rows of all its sheets. */
export interface ReadRecord {
  /** Texts of the key, as the platform spells them. */
  readonly key: readonly string[];
  /** Values of the key; empty where the platform is to give them. */
  readonly identity: readonly Json[];
  /** Id of the record, where the key is empty. */
  readonly id: string | undefined;
  readonly row: ReadRow | null;
  /** By sheet, in the order of the file's sheets of entries. */
  readonly rows: readonly (readonly ReadRow[])[];
  readonly problems: readonly CellProblem[];
}

/** Columns of which whoever imports is told something, should the record come in. */
export interface NotedColumns {
  /** Those that are not read, where the file says something else than the record. */
  readonly unused: Set<Column>;
  /** Those whose blank cells empty what the record has. */
  readonly emptied: Set<Column>;
}

/** What is found out about the cells of a record while it is held against the one that is there. */
export interface Comparing extends NotedColumns {
  readonly problems: CellProblem[];
}

/** Something wrong in a cell, or in the row as a whole. */
export interface CellProblem {
  readonly sheet: number;
  readonly row: number;
  readonly column: number | null;
  readonly problem: Problem;
  /** The record, as people call it. */
  readonly about?: string;
  /** The records that a text may have meant that names none. */
  readonly nearly?: Nearly;
  /** The cell's text, and how many rows may be mended with it. */
  readonly same?: SameText;
}

interface Nearly {
  /** Id of the form whose record the cell names. */
  readonly form: string;
  readonly text: string;
  /** The likeliest first. */
  readonly names: readonly string[];
}

interface Reading {
  readonly records: FoundSheet | undefined;
  readonly rows: readonly FoundSheet[];
  readonly language: Language;
  readonly zone: string;
}

/** Texts become values; every cell that cannot be read is told. */
export function readRecord(raw: RawRecord, reading: Reading): ReadRecord {
  const problems: CellProblem[] = [];
  const row = raw.row && reading.records ? readRow(raw.row, reading.records, reading, problems) : null;
  const rows = reading.rows.map((found, index) =>
    (raw.rows[index] ?? []).map((one) => readRow(one, found, reading, problems)),
  );
  const source = row ?? rows.flat()[0];
  const keys = source ? keyOf(source.found.sheet) : [];
  const identity = keys.map((column) => source?.values.get(column) ?? null);
  const key = keys.map((column, index) => {
    const value = identity[index];
    return value === null || value === undefined ? '' : column.format(value, reading.language);
  });
  const id = source?.id;
  return { key: id === undefined ? key : [recordMark(id)], identity, id, row, rows, problems };
}

function readRow(row: SheetRow, found: FoundSheet, reading: Reading, problems: CellProblem[]): ReadRow {
  const values = new Map<Column, Json>();
  const kept: Column[] = [];
  const unread = new Map<Column, string>();
  let id: string | undefined;
  for (const [place, column] of found.columns.entries()) {
    if (!column || column.code === deleteCode || column.code === upperCode) continue;
    const cell = row.cells[place];
    const text = cellText(cell);
    if (!column.writable) {
      if (column.member !== '' && text !== tooLongMark && !isBlank(text, column)) unread.set(column, text);
      continue;
    }
    if (hasFailed(cell) || isRounded(cell, column.numeric)) {
      const code = hasFailed(cell) ? 'sheet-cell-error' : 'sheet-cell-rounded';
      problems.push({
        sheet: found.index,
        row: row.at,
        column: place,
        problem: { path: '', code, params: { text } },
      });
      continue;
    }
    const own = column.tone === 'key' ? markedRecord(text) : undefined;
    if (own !== undefined) {
      id = own;
      continue;
    }
    if (text === tooLongMark) {
      kept.push(column);
      continue;
    }
    if (isBlank(text, column) || (column.automatic && text.startsWith(newMark))) {
      values.set(column, null);
      continue;
    }
    const read = column.parse(column.moment ? withZone(text, reading.zone) : text, reading.language);
    if (read.ok) values.set(column, read.value);
    else
      for (const problem of read.problems)
        problems.push({ sheet: found.index, row: row.at, column: place, problem });
  }
  return {
    found,
    at: row.at,
    id,
    values,
    kept,
    unread,
    deleted: isYes(textOf(row, found, deleteCode)),
    name: textOf(row, found, rowCode),
    upper: textOf(row, found, upperCode),
  };
}

function isBlank(text: string, column: Column): boolean {
  return column.exact ? text === '' : text.trim() === '';
}

function textOf(row: SheetRow, found: FoundSheet, code: string): string {
  const place = found.columns.findIndex((column) => column?.code === code);
  return place < 0 ? '' : cellText(row.cells[place]).trim();
}

function isYes(text: string): boolean {
  return /^(?:x|是|1|y|yes|true|√|✓)$/i.test(text);
}

/** Sheets know no zones: a date and time is one in the organisation's. */
function withZone(text: string, zone: string): string {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(:\d{2})?)?$/.exec(text.trim());
  if (!parts) return text;
  const [, day = '', time = '00:00', seconds = ':00'] = parts;
  try {
    return toInstant(day, time + seconds, zone);
  } catch {
    return text;
  }
}

/** The row of the file that each part of a body came from: problems have paths into the body, people look at cells. */
export interface Placed {
  readonly row: ReadRow | null;
  /** By member; in the order of the body's rows. */
  readonly rows: ReadonlyMap<string, readonly Placed[]>;
}

/** `/lines/0/amount` → the cell of the amount in the row that became the first of the body's lines. */
export function placeProblem(problem: Problem, placed: Placed, fallback: ReadRow): CellProblem {
  const steps = problem.path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  let here = placed;
  let row = placed.row ?? fallback;
  for (let at = 0; at < steps.length; at++) {
    const rows = here.rows.get(steps[at] ?? '');
    const below = rows?.[Number(steps[at + 1])];
    if (below) {
      here = below;
      row = below.row ?? row;
      at++;
      continue;
    }
    const column = row.found.columns.findIndex((one) => one?.member === steps[at] && steps[at] !== '');
    return { sheet: row.found.index, row: row.at, column: column < 0 ? null : column, problem };
  }
  return { sheet: row.found.index, row: row.at, column: null, problem };
}
