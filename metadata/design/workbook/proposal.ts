import type { Json } from '../../common/json.ts';
import type { Label } from '../../common/label.ts';
import type { FormSource } from '../../source.ts';

/** The reason for a proposal: a message of the platform's own. */
export interface Why {
  readonly code: string;
  readonly params: Readonly<Record<string, Json>>;
}

/** The field that a column of a workbook may become. */
export interface ProposedColumn {
  /** Place in the row, from 0. */
  readonly place: number;
  readonly heading: string;
  /** A field; on a sheet of entries the number of the record that a row is of; nothing. */
  readonly use: 'field' | 'key' | 'none';
  readonly name: string;
  readonly label: Label;
  readonly kind: string;
  /** Properties of the kind: length, precision, scale, form, options. */
  readonly props: Readonly<Record<string, Json>>;
  /**
   * Place of the sheet whose form it refers to: of a reference to records that come with the same file. Default: its
   * properties name a form that is in force.
   */
  readonly refers?: number;
  /** Id of a form whose records some of its texts name, though too few to say that it refers to it. Default: none. */
  readonly mayRefer?: string;
  /** The reference beside it whose record it is taken from, and what it is alone. Default: it is typed. */
  readonly carried?: {
    readonly place: number;
    /** Which field of that record; a number: the place of a column of the sheet that the reference refers to. */
    readonly field: string | number;
    readonly kind: string;
    readonly props: Readonly<Record<string, Json>>;
  };
  /** The formula that the workbook computes it by, and the kind that its values are of alone. Default: it is typed. */
  readonly computed?: {
    /** With the places of other columns where their names go. */
    readonly parts: readonly (string | number)[];
    readonly kind: string;
    readonly props: Readonly<Record<string, Json>>;
  };
  readonly required: boolean;
  readonly unique: boolean;
  readonly filled: number;
  readonly distinct: number;
  /** Code points of the longest text, and most digits behind the point. */
  readonly longest: number;
  readonly scale: number;
  /** Different texts, as they come, as many as a choice may be made of. */
  readonly values: readonly string[];
  /** The number of cells that say each of them. */
  readonly cells: readonly number[];
  /** Number of cells that its kind does not read; null: a person chose another kind, or said another size. */
  readonly misfits: number | null;
  readonly why: readonly Why[];
}

/** What a sheet becomes: the records of the form, entries of theirs, a form of its own, or nothing. */
export type SheetUse = 'records' | 'entries' | 'form' | 'none';

/** The proposal for a sheet. */
export interface ProposedSheet {
  readonly sheet: number;
  readonly title: string;
  readonly use: SheetUse;
  /** Of the entries field, or of the form of its own. */
  readonly name: string;
  readonly label: Label;
  /** Of a form of its own. */
  readonly kind: FormOfWorkbook['kind'];
  /** Place of the column that names a record of a form of its own; null: numbers are given out. */
  readonly key: number | null;
  /** Place of the sheet with the records that entries belong to; null: it has none. */
  readonly of: number | null;
  /** The way of sharing the records of a form of its own. Default: nobody said it. */
  readonly sharing?: FormSource['sharing'];
  /** First row of data, from 0. */
  readonly first: number;
  /** Row after the last of data, from 0. Default: it goes to the end of the sheet. */
  readonly end?: number;
  readonly rows: number;
  /** The first rows of data, and those that name the first of another sheet, each a list of texts. */
  readonly begins: readonly (readonly string[])[];
  readonly columns: readonly ProposedColumn[];
  readonly why: readonly Why[];
}

/** A form as a workbook proposes it. */
interface FormOfWorkbook {
  readonly name: string;
  readonly label: Label;
  readonly kind: 'master' | 'document';
  /** The way of sharing its records. Default: nobody said it; a document is seen by the organisation that made it. */
  readonly sharing?: FormSource['sharing'];
  /** Place of the column that names a record; null: numbers are given out. */
  readonly key: number | null;
}

/** The form of the records, and all sheets of the file, to be corrected by whoever knows better. */
export interface WorkbookProposal extends FormOfWorkbook {
  readonly sheets: readonly ProposedSheet[];
}
