import type { TemplateResult } from 'lit';
import type { IconName } from '../base/icons.ts';

export type DialogValues = Readonly<Record<string, unknown>>;

interface AnyField {
  readonly label: string;
  /** Said below it. Default: nothing. */
  readonly hint?: string;
  /** Default: it may be left empty. */
  readonly required?: boolean;
  /** Half as wide, where there is room. Default: as wide as the dialog. */
  readonly half?: boolean;
  /** Answers whether the field is asked for. Default: always. */
  readonly when?: (values: DialogValues) => boolean;
  /** Says what is wrong with a value that is there. Default: nothing. */
  readonly wrong?: (value: string, values: DialogValues) => string | null;
  /** The path that problems of the server give it. Default: `/` and its name. */
  readonly path?: string;
  /** Codes of refusals that are about it. Default: none but those with its path. */
  readonly codes?: readonly string[];
}

export interface TextField extends AnyField {
  /** Default: a line. A day is `YYYY-MM-DD`, a moment local and without zone. */
  readonly kind?: 'line' | 'lines' | 'day' | 'moment';
  readonly start?: string;
  /** Of a moment: the time of day that stands there until another is typed. Default: none. */
  readonly usual?: string;
  /** Characters at most. Default: 500. */
  readonly most?: number;
  readonly placeholder?: string;
}

interface FieldChoice {
  readonly value: string;
  readonly text: string;
  /** Said behind it, where choices lie open. Default: nothing. */
  readonly mark?: string;
  /** Said below it, where choices lie open. */
  readonly hint?: string;
}

export interface ChoiceField extends AnyField {
  /** Folded, or all of them open. */
  readonly kind: 'choice' | 'ways';
  readonly choices: readonly FieldChoice[];
  /** Default: the first choice. */
  readonly start?: string;
}

interface CheckField extends AnyField {
  readonly kind: 'check';
  /** Default: no. */
  readonly start?: boolean;
}

interface OwnFieldAsk<T> {
  readonly value: T;
  /** The values of all fields, by name. */
  readonly values: DialogValues;
  change(value: T): void;
}

/** A control of the page's own, which says itself what it is for. */
interface OwnField<T> extends AnyField {
  readonly kind: 'own';
  readonly start: T;
  /** Answers whether a value is empty. Default: no text, null and false are. */
  isEmpty?(value: T, values: DialogValues): boolean;
  control(ask: OwnFieldAsk<T>): TemplateResult;
}

export type DialogField = TextField | ChoiceField | CheckField | OwnField<unknown>;

export type DialogFields = Readonly<Record<string, DialogField>>;

/** The values that a dialog asks for, by the names of its fields. */
export type ValuesOf<F> = {
  readonly [K in keyof F]: F[K] extends OwnField<infer T> ? T : F[K] extends CheckField ? boolean : string;
};

/** A preview of the outcome, loaded and shown before the form is sent. */
interface Look<V, P> {
  /** The values it depends on; undefined: there is nothing to preview, and nothing to send. */
  of(values: V): unknown;
  load(values: V, signal: AbortSignal): Promise<P>;
  shown(found: P, values: V): unknown;
}

/** A dialog as data: what it asks for, and what is done with that. */
export interface DialogForm<V = DialogValues, P = unknown> {
  readonly label: string;
  /** Said above the fields. Default: nothing. */
  before?(values: V): unknown;
  /** Default: there is nothing to fill in. */
  readonly fields?: DialogFields;
  /** Name of the field that one begins with. Default: the first. */
  readonly begins?: string;
  /** Said below the fields. Default: nothing. */
  after?(values: V): unknown;
  /** Default: it is sent unseen. */
  readonly look?: Look<V, P>;
  /** Shown in place of all that while it is sent. Default: nothing is. */
  during?(): unknown;
  /** The text of the button that sends the form. */
  readonly act: string | { said(values: V, found: P | undefined): string }['said'];
  readonly icon?: IconName;
  /** Sending cannot be taken back, or destroys. Default: no. */
  readonly danger?: boolean;
  /** Default: of the usual width. */
  readonly wide?: boolean;
  /** Answers whether the form can be sent at all. Default: yes. */
  may?(values: V, found: P | undefined): boolean;
  /** Does it; texts come trimmed. What it throws is said in the dialog, which stays open. */
  send(values: V, found: P): Promise<unknown>;
}

/** A field with a control of the page's own. */
export function own<T>(field: Omit<OwnField<T>, 'kind'>): OwnField<T> {
  return { ...field, kind: 'own' };
}
