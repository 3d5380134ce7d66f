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
  /** The reference beside it whose record it is taken from, and which field of that. Default: it is typed. */
  readonly carried?: { readonly place: number; readonly field: string };
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
  /** Different texts, as they come. */
  readonly values: readonly string[];
  readonly why: readonly Why[];
}

/** The proposal for a sheet: it becomes records of the form, entries of theirs, or nothing. */
export interface ProposedSheet {
  readonly sheet: number;
  readonly title: string;
  readonly use: 'records' | 'entries' | 'none';
  /** Of the entries field. */
  readonly name: string;
  readonly label: Label;
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

/** A form as a workbook proposes it, to be corrected by whoever knows better. */
export interface WorkbookProposal {
  readonly name: string;
  readonly label: Label;
  readonly kind: 'master' | 'document';
  /** The way of sharing its records. Default: nobody said it; a document is seen by the organisation that made it. */
  readonly sharing?: FormSource['sharing'];
  /** Place of the column that names a record; null: numbers are given out. */
  readonly key: number | null;
  readonly sheets: readonly ProposedSheet[];
}
