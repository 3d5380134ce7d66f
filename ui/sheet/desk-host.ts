import type { Field } from '../../metadata/field.ts';
import type { Offers } from './model/sheet-choices.ts';
import type { Problems } from './model/sheet-marks.ts';

/** The element around a desk: what it knows, and what it is told. */
export interface DeskHost {
  readonly readonly: boolean;
  /** Rows are neither added nor taken away nor moved. */
  readonly fixed: boolean;
  readonly problems: Problems;
  mayWrite(row: number, field: Field): boolean;
  offers(field: Field, row: number): Offers;
  redraw(): void;
  changed(rows: readonly number[]): void;
  /** Another row became the current one. */
  picked(row: number): void;
  /** Opens the control of a cell over it, or the rows that it holds; `typed` is what it begins with. */
  open(row: number, field: Field, typed?: string): void;
  /** Answers whether the Tab key stops at a cell, since something can be done there. */
  stops(row: number, col: number): boolean;
  /** Says why nobody can type into a cell. */
  refuse(row: number, field: Field): void;
  /** Shows a row as a form. */
  openRow(row: number): void;
  /** Escape was pressed while nothing was open; whether it led somewhere. */
  leave(): boolean;
  /** Says something that is no problem of a value. */
  notice(text: string): void;
  scrollTo(place: { readonly top: number; readonly left: number }): void;
  resize(col: number, width: number, done: boolean): void;
  fit(col: number): void;
}
