import type { TemplateResult } from 'lit';
import type { Result } from '../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import type { OptionSource, Tone } from '../../../metadata/source.ts';
import type { FormModel } from '../../model/form-model.ts';

/** The browser's part of a field kind: one file each, of the same name. */
export interface UiKind {
  readonly name: string;
  /** Shows a value where it cannot be edited: list cells, history, read-only fields. Never called with null. */
  show(value: Json, field: Field): string | TemplateResult;
  /**
   * Shows a value of a record that is kept, by what the server has of it there, on one line. Default: as it is shown
   * elsewhere.
   */
  showKept?(value: Json, record: { readonly form: string; readonly id: string }): TemplateResult;
  /** Shows a value where no label says what it is of, as in a line of a picker. Default: as with one. */
  showAlone?(value: Json, field: Field): string;
  /** A value that is cut is of no use: a line of a picker gives it all its room. Default: it may be cut. */
  readonly whole?: true;
  /** All of a value where there is room for it: read-only fields of a record. Default: as it is shown elsewhere. */
  showWhole?(value: Json, field: Field): string | TemplateResult;
  /** Answers the tone that the value gives to its record. Default: the value tells nothing of it. */
  tone?(value: Json, field: Field): Tone | undefined;
  /** Numbers stand at the end. Default: start. */
  readonly align?: 'end';
  /** The sum of a column says something by itself, as of amounts. Default: it does not. */
  readonly summed?: true;
  /** Pixels of a list column as long as nobody changed it. */
  readonly width: number;
  /** The same of one field, where it says how long its values are. Default: as wide as the kind. */
  widthOf?(field: Field): number;
  /** Columns of the form's grid its control takes. Default: one. */
  readonly span?: 'all' | 2;
  /** The control says its label itself, beside it. Default: the label stands above. */
  readonly labelled?: true;
  /**
   * The control shows a value that may not be changed better than `show` does, or is of use all the same. Default: no.
   */
  readonly showsReadonly?: true;
  /** Answers the text in place of a value that is still to come. Default: nothing. */
  toCome?(): string;
  /** An example of a typed value, where nobody would guess. Default: nothing is shown. */
  readonly example?: string;
  /**
   * Fetches what the control stands on; a page awaits it before it shows the control. Default, and once it is there:
   * nothing.
   */
  load?(): Promise<unknown> | undefined;
  /** The control on a record's page, without its label. */
  control(ask: ControlAsk): TemplateResult;
  /**
   * The way to edit a sheet's cell: by text that the kind parses, or by a control that opens over the cell. Default:
   * text.
   */
  readonly cell?: 'text' | 'toggle' | 'pick' | 'open';
  /** A cell whose control opens may be typed into too, as long as its text stands on one line. Default: no. */
  readonly isLine?: true;
  /** A cell that is typed into opens the control too when it is asked for. Default: no. */
  readonly picker?: boolean;
  /** Wire → what a person begins to edit; `read` takes it back. Default: the kind's own text. */
  text?(value: Json, field: Field): string;
  /** Reads a typed text into wire form. Never called with an empty text. Default: the kind's own parsing. */
  read?(text: string, field: Field): Result<Json>;
  /** Values that name fields of another form say how they are renamed. Default: they name none. */
  rename?(value: Json, names: Renamer): Json;
  /** For a field whose values are those of another: the twin of that other field, told for this one. */
  through?(inner: UiKind): UiKind;
}

/** Between today's names and ids, in one direction. */
interface Renamer {
  condition(tree: Json): Json;
  path(path: string): string;
}

/** A record that is being written, as it would be sent to be saved. */
export interface UnsavedRecord {
  /** Default: it is new. */
  readonly id?: string;
  readonly record: JsonObject;
  /** The row that is meant, from 1. Default: the record itself, or all of its rows. */
  readonly row?: number;
  /** The record as it is stored. Default: it is new, or nobody knows. */
  readonly base?: JsonObject;
}

/** All a control needs to show one field of a record or a row. */
export interface ControlAsk {
  readonly field: Field;
  readonly form: FormModel;
  /** Wire form; null is empty. */
  readonly value: Json;
  /** The record (or row) around it by ids, for pickers whose choices depend on it. */
  readonly around: JsonObject;
  readonly id: string;
  readonly label: string;
  readonly readonly: boolean;
  /** It is part of what one reads: nothing around it looks like a control. Default: it is part of what one fills in. */
  readonly reading?: true;
  readonly required: boolean;
  /** Says what its record is not done to without a value, though it is saved. Default: nothing. */
  readonly needed?: string;
  /** The same of a field of its rows, for some of them. Default: nothing. */
  readonly neededIn?: (field: Field) => string | undefined;
  readonly invalid: boolean;
  /** A sentence that says what is wrong with the value, told below the control. Default: nothing. */
  readonly problem?: string;
  /** The record as it would be sent with another value here. Default: it stands in no record. */
  readonly unsaved?: (value: Json) => UnsavedRecord;
  /** The options that a choice offers now. Default: all options that are not hidden. */
  readonly options?: readonly OptionSource[];
  /** The records that a reference offers now, as `filter` of a list, by names; null: none of them. Default: all. */
  readonly offered?: Json;
  /**
   * The form that a field beside a reference chooses for it, by id; null: none yet. Default: whoever picks the record picks
   * its form.
   */
  readonly chosenForm?: string | null;
  /** Tells a new value in wire form. */
  change(value: Json): void;
  /** The text typed before that is no value: the control goes on from it. Default: nothing. */
  readonly typed?: string;
  /**
   * Tells that what was typed is no value, with a sentence; null: it is one again. Nothing typed is ever dropped
   * silently: `text` is kept where the control does not stay. `cells`: where in the rows of a field it stands now, as
   * pointers below the field; what else is wrong there is not told beside it.
   */
  flaw(sentence: string | null, text?: string, cells?: () => readonly string[]): void;
}
