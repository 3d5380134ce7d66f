import type { CodeName } from './common/code-names.ts';
import type { FieldRoles } from './common/field-roles.ts';
import type { Problem, Result } from './common/issue.ts';
import type { Json, JsonSchema } from './common/json.ts';
import type { Label, Language } from './common/label.ts';
import type { OperatorName } from './condition.ts';
import type { FormulaType } from './formula-type.ts';
import type { Move } from './moves.ts';
import type { fieldProperties } from './property/field.ts';
import type { OptionSource } from './property/option.ts';
import type { PlainOf } from './property/property.ts';
import type { SourceMark } from './property/shapes.ts';

/**
 * The type of a field, one file each; its UI twin has the same file name. Shared code never asks
 * which kind a field is: it asks the kind.
 *
 * A value has three forms: on the *wire* (JSON as callers send and get it), *stored* (canonical,
 * what history keeps and databases encode), and *text* (a cell of a sheet, a query parameter).
 */
export interface Kind {
  readonly name: string;
  /** Schema of the properties a field of this kind may have beside those of every field. */
  readonly properties: Readonly<Record<string, JsonSchema>>;
  /** Names of those that must be given. */
  readonly requires: readonly string[];
  /** The logical column a value is stored in; null: in no column of its own (entries). */
  column(field: Field): Column | null;
  /** Schema of a value on the wire that somebody writes. Null is added by the caller where it may be empty. */
  schema(field: Field): JsonSchema;
  /** Wire → stored, canonical; problems have paths relative to the value. Never called with null. */
  read(value: Json, field: Field): Result<Json>;
  /** Stored → wire. Never called with null. */
  write(value: Json, field: Field): Json;
  /** Text → wire, for sheets and queries. Never called with an empty text. */
  parse(text: string, field: Field, language: Language): Result<Json>;
  /** Wire → text; `parse` reads it back to the same value. */
  format(value: Json, field: Field, language: Language): string;
  /** Names the way in which conditions and order compare values of the field. */
  comparison(field: Field): Comparison;
  operators(field: Field): readonly OperatorName[];
  /** Numbers: which of them `read` takes. Default: any. */
  range?(field: Field): NumberRange;
  /** Who gave a value, and when, is put to it at the door, as `by` and `at`; from then on it stays. Default: no. */
  readonly stamped?: true;
  /** Letters of its values stand below one another. Default: no. */
  readonly monospaced?: true;
  /** The sort of code that values are drawn as, beside their text. Default: they are text alone. */
  drawnAs?(field: Field): CodeName;
  /** Whether rows can be ordered by a value of the kind. */
  readonly sortable: boolean;
  /** Never answered to anybody and encrypted at rest. Only secret says yes. */
  readonly secret: boolean;
  /** The value is the platform's to make (carry, computed, number): callers' values are ignored or checked. */
  readonly derived: boolean;
  /** Tells whether people may give a derived value themselves, for this field. Default: no. */
  typed?(field: Field): boolean;
  /** Finds the oddities of a value that `read` accepted, stored and as it was sent: told beside the answer, they stop nothing. */
  warn?(value: Json, field: Field, said: Json): readonly Problem[];
  /** Wire → text that people read where nothing can be drawn, and nobody reads it back. Default: `format`. */
  text?(value: Json, field: Field, language: Language): string;
  /** The words of a value whose text has more beside them, stored or on the wire. Default: it is words alone. */
  words?(value: Json): string;
  /** Finds the problems of a stored value, given the fields it is about; null is a value left empty. */
  fits?(value: Json, field: Field, about: FieldSet): readonly Problem[];
  /** Tells whether values are codes with their params, answered as sentences in the reader's language. Default: no. */
  reasons?(field: Field): boolean;
  /** Property that holds the id of a form: compile sees to it that the form exists. */
  readonly about?: string;
  /**
   * Values are records of that form, or of the field's own form: the field has a `target`. Of one of several forms:
   * it has `targets`.
   */
  readonly points?: 'about' | 'own' | 'several';
  /** Values are files that were brought before, whose bytes stand beside the record. Default: no. */
  readonly holdsFiles?: boolean;
  /** They are pictures, whatever else its properties allow. Default: files of any type. */
  readonly holdsPictures?: boolean;
  /** Parts of a value that conditions ask for, by `field.part`. Default: there are none. */
  readonly parts?: readonly ValuePart[];
  /** Values may be codes of currencies, in which amounts are then told. Default: they are something else. */
  readonly namesCurrency?: boolean;
  /** Its options are what the model has of this, after those the field names: compile adds them. Default: nothing. */
  readonly offers?: Offered;
  /** Only for a field of the record itself, never of rows. Default: no. */
  readonly recordOnly?: boolean;
  /**
   * carry, computed: the field whose kind the values have. `look` finds fields from where this one stands:
   * `taxCode`, `parent.rate`, `item.rate` through a reference, `lines.amount`. `typed` reads formulas: pages do without it.
   */
  inner?(field: Field, look: (path: string) => Field | undefined, typed: ReadFormula): Result<Field>;
  /** Finds the flaws of the field's own properties beyond their schemas; paths relative to the field's source. */
  flaws?(field: Field): readonly Problem[];
}

/** What compile adds to the options of a field: all forms, by id, or all types of parameters, by name. */
export type Offered = 'forms' | 'parameter-types';

/** Reads a formula and finds what it comes to, or every mistake in it. */
export type ReadFormula = (
  text: string,
  look: (path: string) => Field | undefined,
  how?: 'of a call' | 'when read',
) => Result<{ readonly type: FormulaType; readonly at: { readonly from: number; readonly to: number } }>;

/** A part of a value that conditions ask for, as if it were a field of its own that nobody can set. */
export interface ValuePart {
  readonly name: string;
  readonly label: Label;
  /** The kind that the part would be of. */
  readonly kind: Kind;
  readonly props?: Readonly<Record<string, Json>>;
  readonly options?: readonly OptionSource[];
  /** The same where they are not alike for all fields of the kind. */
  optionsOf?(field: Field): readonly OptionSource[];
  /** The part of a value, which may be null: nothing has parts, too. */
  of(value: Json): Json;
  /** A value whose part is so, as an example. */
  made(part: Json): Json;
  /** How a database reads it from a column of JSON. */
  readonly inJson?: JsonPart;
  /** The place among the marks of a text (`marked-text.ts`) that says it; without it the part is in JSON. */
  readonly byMark?: number;
  /** The beginning that texts of the column have whose part is this one; without it the part is in JSON. */
  begins?(part: string): string;
}

/** A part of a text that marks behind its words say, the first of which is one itself. */
export interface MarkedPart {
  readonly read: 'mark';
  readonly at: number;
}

/** A part of a column that holds one object (`isOne`), or a list of them. */
export type JsonPart = { readonly isOne: boolean } & (
  | { readonly read: 'count' }
  /** The numbers of a member added up; a whole `unit` of them counts one. */
  | { readonly read: 'sum'; readonly member: string; readonly unit: number }
  /** The texts of a member. */
  | { readonly read: 'list'; readonly member: string }
);

/** The numbers a field takes, as decimals: from the least to the greatest, so far from one another. */
export interface NumberRange {
  /** Default: none. */
  readonly min?: string;
  /** Default: none. */
  readonly max?: string;
  readonly step: string;
}

/** The ways to compare two values: text by code point, numbers as decimals, dates and times as such. */
export type Comparison =
  | 'text'
  | 'number'
  | 'boolean'
  | 'date'
  | 'time'
  | 'datetime'
  | 'reference'
  /** a reference that says its form, too */
  | 'any-reference'
  | 'list'
  | 'none';

/** The column that a database is asked to keep (`runtime/database`). Stored values are of the type named here. */
export type Column =
  /** string; up to 255 code points are a short column */
  | { readonly type: 'text'; readonly length: number }
  /** safe integer */
  | { readonly type: 'integer' }
  /** canonical decimal string, ordered as a number */
  | { readonly type: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly type: 'boolean' }
  /** YYYY-MM-DD */
  | { readonly type: 'date' }
  /** HH:mm:ss */
  | { readonly type: 'time' }
  /** 2026-01-31T08:15:30.123Z */
  | { readonly type: 'datetime' }
  /** UUID of a record */
  | { readonly type: 'id' }
  /** any JSON */
  | { readonly type: 'json' };

/** The fields of a record, of an entries row or of a sub-entries row. */
export interface FieldSet {
  readonly fields: readonly Field[];
  readonly byId: ReadonlyMap<string, Field>;
  readonly byName: ReadonlyMap<string, Field>;
  /** Fields of kind entries, in order. */
  readonly entries: readonly Field[];
  /**
   * Moves of values of rows that were kept before steps of packages, in the order of their versions. Default: nothing.
   */
  readonly moves?: readonly Move[];
}

/** A field of the record that a reference points at. */
export interface Through {
  /** The reference, a field of the same row or `parent.x` of the record; null: several, or one further on. */
  readonly from: string | null;
  /** Id of the form that is pointed at. */
  readonly form: string;
  /** Whether that form is one of the platform's own. */
  readonly platform: boolean;
  /** Path of the field there. */
  readonly field: string;
  /** Only where the value says that form: the reference may point at several. Default: it always does. */
  readonly ofSeveral?: boolean;
  /** Rights of roles that the field and the rows it stands in state. Default: nothing. */
  readonly roles?: readonly FieldRoles[];
}

/** Texts that former options are since a step of a package. */
export interface FormerTexts {
  /** The place of that step: its package, the form by its id, and the path of the field. */
  readonly package: string;
  readonly form: string;
  readonly path: string;
  /** Former value → text; null: empty. One not named is the text itself. */
  readonly values: Readonly<Record<string, string | null>>;
}

/** A form that a reference to one of several forms may point at. */
export interface TargetForm {
  readonly id: string;
  /** Today's name. */
  readonly name: string;
  readonly label: Label;
}

export interface Field extends PlainOf<typeof fieldProperties> {
  readonly id: string;
  /** From the form, by ids: `lines.taxCode`. */
  readonly path: string;
  readonly kind: Kind;
  readonly package: string;
  readonly default?: Json;
  /** The value that an imported record begins with instead. Default: the default. */
  readonly imported?: Json;
  /** Rights that roles have on it, whatever they list themselves. Default: those they list. */
  readonly roles?: FieldRoles;
  /** Its package leaves it out since: hidden, and kept for what was stored with it. Default: no. */
  readonly dropped?: boolean;
  /** entries: the shape of a row. */
  readonly rows?: FieldSet;
  /** reference, references, parent: id of the form that is pointed at. */
  readonly target?: string;
  /** any-reference: the forms that it may point at, in order. */
  readonly targets?: readonly TargetForm[];
  /** choice, choices, form: in order. */
  readonly options?: readonly OptionSource[];
  /** Options it had once: conditions that name them are still understood, and nothing new can be given them. */
  readonly formerOptions?: readonly OptionSource[];
  /** Names of kinds it was once, whose values may stand in records though none can be given. Default: it was no other. */
  readonly formerKinds?: readonly string[];
  /** text, as it is described: what its values are called, of those that are codes. Default: they are words. */
  readonly titles?: readonly OptionSource[];
  /** The values that former values became by a step of its package: former value → option, or value as kept; or null. */
  readonly formerValues?: Readonly<Record<string, Json>>;
  /** The file of the last step by which former values that its kind has no room for are given up. Default: none does. */
  readonly emptiesUnfit?: string;
  /**
   * A reference that was a choice: numbers of the records that former values stand for; one not named is a number
   * itself.
   */
  readonly formerNumbers?: Readonly<Record<string, string | null>>;
  /** A text that was a choice: the texts its former options became. It says nothing of what was typed since. */
  readonly formerTexts?: FormerTexts;
  /** carry, computed: the field whose kind the value has. */
  readonly inner?: Field;
  /** carry, computed, formula: what of other records the value is made of, as far as it is not public. */
  readonly through?: readonly Through[];
  /** computed, formula: paths of the fields of its own form that the value is made of; who may not read them may not read it. */
  readonly reads?: readonly string[];
  /** Further properties that its kind knows: precision, scale, length, compute, … */
  readonly props: Readonly<Record<string, Json>>;
  readonly source: readonly SourceMark[];
}

/** Lists every field of a form, those of rows behind the one that they stand in. */
export function allFields(shape: FieldSet): readonly Field[] {
  return shape.fields.flatMap((field) => [field, ...(field.rows ? allFields(field.rows) : [])]);
}

/** How many fields people are told a form has: those of rows, too, and none that was taken out of sight. */
export function countFields(shape: FieldSet): number {
  return allFields(shape).filter(({ hidden, dropped }) => !hidden && !dropped).length;
}
