import type { Json } from '../../../../metadata/common/json.ts';

/** The reason why the worker cannot do what it was asked: the file's fault, told to the user by code. */
export class SheetFailure extends Error {
  readonly code: string;
  readonly params: Readonly<Record<string, Json>>;

  constructor(code: string, params: Readonly<Record<string, Json>> = {}) {
    super(code);
    this.name = 'SheetFailure';
    this.code = code;
    this.params = params;
  }
}

/** A cell as it travels between processes; dates come as text. */
export type SheetCell = string | number | boolean | null;

/** A text that leads somewhere when it is clicked, or stands out. */
export interface LookingText {
  readonly text: string;
  readonly link?: string;
  readonly strong?: true;
}
/** A number that is shown in a format of its own, such as that of its currency or of a day. */
export interface FormattedCell {
  readonly number: number;
  readonly format: string;
  readonly strong?: true;
}
export type WrittenCell = SheetCell | LookingText | FormattedCell;

/** A cell whose formula failed, with what it shows instead: `#REF!`. */
export interface FailedCell {
  readonly failed: string;
}
export type ReadCell = SheetCell | FailedCell;

/** A row with its place in the user's sheet (from 0), so that a problem can be shown where it stands. */
export interface SheetRow {
  readonly at: number;
  readonly cells: readonly ReadCell[];
}

export type SheetFormat = 'xlsx' | 'csv';

/** The limits of a file, stated once: the worker keeps to them, messages and the manual say them. */
export interface SheetLimits {
  /** Bytes of an uploaded file. */
  readonly bytes: number;
  /** Bytes a workbook may unpack to. */
  readonly unpacked: number;
  /** Rows of data on all sheets together. */
  readonly rows: number;
  readonly columns: number;
  /** Workbooks with more cells come back with their wrong rows only. */
  readonly markedCells: number;
  /** Milliseconds one step in the worker may take. */
  readonly milliseconds: number;
  /** Megabytes the worker may take, all told, for a file that somebody sent. */
  readonly memory: number;
  /** The same for a file of our own records, whose size is known. */
  readonly writingMemory: number;
}

export const sheetLimits: SheetLimits = {
  bytes: 20 * 1024 * 1024,
  unpacked: 300 * 1024 * 1024,
  rows: 50_000,
  columns: 1_000,
  markedCells: 400_000,
  milliseconds: 120_000,
  memory: 768,
  writingMemory: 1_536,
};

export function tooMany(): SheetFailure {
  return new SheetFailure('sheet-too-many-rows', { limit: sheetLimits.rows });
}

/** Longest text Excel keeps in a cell. */
export const longestCell = 32_767;

/** Stands in a cell for a text too long for it; read back, the field stays as it is. */
export const tooLongMark = '⋯';

/** Author of the comments this server writes, by which it finds them again. */
export const commentAuthor = 'Guiju';
