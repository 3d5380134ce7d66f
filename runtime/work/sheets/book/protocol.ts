import type { Json } from '../../../../metadata/common/json.ts';
import type { BookPreview } from '../../../../metadata/contract/files/calls.ts';
import type { ColumnPlace, ColumnToLookUp } from '../../../../metadata/design/workbook/looked-up.ts';
import type { WorkbookProposal } from '../../../../metadata/design/workbook/proposal.ts';
import type { WorkbookContext } from '../../../../metadata/design/workbook/propose-form.ts';
import type { CellPlace, MendedCell, MendedText } from './mend-cells.ts';
import type { SheetCell, SheetFormat, SheetLimits, SheetRow, WrittenCell } from './sheet.ts';

/** A request to the worker, one at a time; a session holds one file. */
export type SheetRequest =
  | {
      readonly type: 'open';
      readonly bytes: Uint8Array;
      readonly format: SheetFormat;
      readonly limits: SheetLimits;
      /** Cells that read otherwise than they stand in the file. Default: none does. */
      readonly mended?: readonly MendedCell[];
    }
  | { readonly type: 'preview'; readonly bytes: Uint8Array; readonly limits: SheetLimits }
  /** The columns of the file that is open; the survey of it stays with the worker. */
  | { readonly type: 'survey' }
  | { readonly type: 'texts'; readonly of: readonly ColumnPlace[] }
  | { readonly type: 'propose'; readonly context: WorkbookContext }
  | {
      readonly type: 'group';
      readonly grouping: Grouping;
      /** Texts that stand for others in columns, one after the other. Default: none does. */
      readonly alike?: readonly MendedText[];
    }
  | { readonly type: 'take'; readonly from: number; readonly count: number }
  | { readonly type: 'same-texts'; readonly cells: readonly CellPlace[] }
  | { readonly type: 'mark'; readonly marking: Marking }
  | { readonly type: 'begin'; readonly book: Book; readonly format: SheetFormat }
  | { readonly type: 'append'; readonly sheet: number; readonly rows: readonly (readonly WrittenCell[])[] }
  | { readonly type: 'finish' }
  | { readonly type: 'forget' };

export interface SheetAnswers {
  readonly open: Opened;
  readonly preview: BookPreview;
  readonly survey: readonly ColumnToLookUp[];
  readonly texts: readonly (readonly string[])[];
  /** Null: it proposes none. */
  readonly propose: WorkbookProposal | null;
  readonly group: Grouped;
  readonly take: readonly RawRecord[];
  readonly 'same-texts': readonly (SameText | null)[];
  readonly mark: Uint8Array<ArrayBuffer>;
  readonly begin: null;
  readonly append: null;
  readonly finish: Uint8Array<ArrayBuffer>;
  readonly forget: null;
}

export type SheetReply =
  | { readonly ok: true; readonly value: SheetAnswers[keyof SheetAnswers] }
  | { readonly ok: false; readonly code: string; readonly params: Readonly<Record<string, Json>> }
  | { readonly ok: false; readonly fault: string };

/** Sheets of a file with their first two rows. */
export interface Opened {
  readonly sheets: readonly {
    readonly name: string;
    readonly head: readonly (readonly SheetCell[])[];
    readonly rows: number;
  }[];
}

/** The columns by which rows of several sheets become records: by the text of their key cells. */
export interface Grouping {
  /** Sheet of the records; absent when the file only has rows of entries. */
  readonly records?: SheetPlace;
  /** Sheets of entries and sub-entries. */
  readonly rows: readonly SheetPlace[];
}
export interface SheetPlace {
  readonly sheet: number;
  /** First row of data, from 0. */
  readonly first: number;
  /** Row after the last of data, from 0. Default: it goes to the end of the sheet. */
  readonly end?: number;
  /** Columns of the key, in order; none: every row is a record of its own. */
  readonly key: readonly number[];
}

export interface Grouped {
  readonly records: number;
  /** Rows of entries that name no record. */
  readonly homeless: readonly RowPlace[];
  /** Rows of records whose key stands on an earlier row. */
  readonly repeated: readonly RepeatedRow[];
}
export interface RowPlace {
  readonly sheet: number;
  readonly row: number;
}
export interface RepeatedRow extends RowPlace {
  /** The first column of the key. */
  readonly column: number;
  /** The row that stands first. */
  readonly earlier: number;
}

/** A text that stands in so many rows of a column. */
export interface SameText {
  readonly text: string;
  readonly rows: number;
}

export interface RawRecord {
  readonly key: readonly string[];
  readonly row: SheetRow | null;
  /** In the order of `Grouping.rows`. */
  readonly rows: readonly (readonly SheetRow[])[];
}

/** The marks that say what is wrong where, in words; the rest of the workbook stays. */
export interface Marking {
  readonly marks: readonly Mark[];
  /** Header of the column that says all problems of a row, in every language it may already stand there. */
  readonly heading: string;
  readonly headings: readonly string[];
  /** First row of data of each sheet that was read. */
  readonly first: readonly { readonly sheet: number; readonly row: number }[];
}
export interface Mark extends RowPlace {
  /** Null: the row as a whole. */
  readonly column: number | null;
  readonly text: string;
}

/** A workbook to be written. */
export interface Book {
  readonly sheets: readonly BookSheet[];
  /** Sheets of plain text: help. */
  readonly pages: readonly { readonly name: string; readonly rows: readonly (readonly string[])[] }[];
  readonly listsName: string;
}
export interface BookSheet {
  readonly name: string;
  readonly columns: readonly BookColumn[];
}
export interface BookColumn {
  readonly label: string;
  /**
   * Second header row, by which the column is known in every language; also the only header of a csv. Default: an import
   * need not know it, and it is called by its label alone.
   */
  readonly name?: string;
  readonly width: number;
  readonly tone: 'key' | 'required' | 'plain' | 'derived' | 'system';
  /** Comment at the header. */
  readonly note?: string;
  /** Drop-down. */
  readonly list?: readonly string[];
  /** Cells are text, so that 007 stays as it is. */
  readonly text: boolean;
}
