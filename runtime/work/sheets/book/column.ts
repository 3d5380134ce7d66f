import type { Result } from '../../../../metadata/common/issue.ts';
import type { Json } from '../../../../metadata/common/json.ts';
import type { Label, Language } from '../../../../metadata/common/label.ts';
import { nearNames } from '../../../../metadata/common/near-names.ts';
import type { Field } from '../../../../metadata/field.ts';
import { idPattern } from '../../../../metadata/kinds/common/pointer.ts';
import { sentence } from '../../../common/messages/index.ts';
import type { BookColumn } from './protocol.ts';
import { SheetFailure } from './sheet.ts';

const none: ReadonlyMap<string, Label> = new Map();

/** A sentence of the house's own. */
export function say(code: string, params: Readonly<Record<string, Json>>, language: Language): string {
  return sentence(code, params, language, none);
}

/** The content of one column of a sheet, and how a value becomes text and comes back. */
export interface Column {
  /** Second header row: ids, which survive renames; what the platform adds begins with `$`. */
  readonly code: string;
  /** Header of a csv: today's name. */
  readonly name: string;
  /** Headers that tables of other systems have. Default: none. */
  readonly aliases?: readonly string[];
  readonly label: Label;
  /** Member of the record or row on the wire; empty: of neither. */
  readonly member: string;
  readonly tone: BookColumn['tone'];
  /** Whether an import reads it. */
  readonly writable: boolean;
  /** Whether the platform makes the value of a new record when none is given. */
  readonly automatic: boolean;
  /** Whether somebody may give one of his own all the same. */
  readonly typed: boolean;
  /** Amounts that may be in a currency. Default: there are none. */
  readonly amounts?: Field;
  /** Whether numbers are number cells. */
  readonly numeric: boolean;
  /** Whether a date and time without a zone is one in the organisation's. */
  readonly moment: boolean;
  /** Never answered, so an empty cell does not mean that the value should go. */
  readonly secret: boolean;
  /** Spaces around a value are part of it. */
  readonly exact: boolean;
  /** Values are records of the form with this id. */
  points?(value: Json): string | undefined;
  /** Values are files, each of which stands in a line of its own. */
  readonly files?: { readonly several: boolean };
  readonly width: number;
  /** Never with null or an empty value. */
  format(value: Json, language: Language): string;
  /** Never with an empty text. */
  parse(text: string, language: Language): Result<Json>;
  /** Lists the choices of a drop-down. */
  list?(language: Language): readonly string[];
  /** Tells people in sentences what to know before they fill it in. */
  note(language: Language): readonly string[];
}

export interface DataSheet {
  /** Names by which the sheet is found; the first one in the reader's language is written. */
  readonly label: Label;
  readonly names: readonly string[];
  /** From the form, by names: `lines`, `lines.details`; empty for the records. */
  readonly path: readonly string[];
  readonly columns: readonly Column[];
}

/** Sheets of one form: its records first, then entries, each followed by its sub-entries. */
export type SheetPlan = readonly [DataSheet, ...DataSheet[]];

/** Codes of the columns that are about rows, not of them. */
export const idCode = '$id';
export const rowCode = '$row';
export const upperCode = '$upper';
export const deleteCode = '$delete';

/**
 * Stands in the first key cell of a record whose key is empty or begins or ends with blanks, so that it is found again
 * all the same.
 */
export function recordMark(id: string): string {
  return `{record ${id}}`;
}

const marked = new RegExp(`^\\{record (${idPattern})\\}$`);

/**
 * Finds the record that such a mark stands for.
 *
 * @example
 * markedRecord(recordMark('11111111-1111-4111-8111-111111111111')) //=> '11111111-1111-4111-8111-111111111111'
 * markedRecord('A01') //=> undefined
 */
export function markedRecord(text: string): string | undefined {
  return marked.exec(text.trim())?.[1];
}

/** The sheet that has the rows of these entries: `lines`, or `lines.parts`. */
export function entriesSheet(plan: SheetPlan, entries: string): DataSheet {
  const paths = new Map(plan.map((sheet) => [sheet.path.join('.'), sheet]));
  const sheet = paths.get(entries);
  if (sheet) return sheet;
  throw new SheetFailure('sheet-entries-unknown', { entries, near: [...nearNames(entries, paths.keys())] });
}
