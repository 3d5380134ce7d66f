import type { TypeName } from '../formula-type.ts';

/** What a function takes in one place. */
export interface Param {
  /** Types that fit. */
  readonly takes: readonly TypeName[];
  /** Values of all places of a group have to be of one type. Default: each for itself. */
  readonly group?: 'key' | 'value';
  /** It is asked of every row. Default: once. */
  readonly perRow?: true;
}

/** A function of formulas: what it takes, what it gives, and an example of constants that a test runs. */
export interface FormulaFunction {
  readonly group: 'choosing' | 'numbers' | 'texts' | 'dates' | 'rows';
  /** How it is written, for people. */
  readonly usage: string;
  /** What stands in which place, when so many are given; undefined: so many do not fit. */
  params(count: number): readonly Param[] | undefined;
  /** It goes by the days on which the organisation works. Default: by its places alone. */
  readonly byCalendar?: true;
  /** `value`: the type that the places of that group have. */
  readonly gives: TypeName | 'value';
  /**
   * A formula, where nobody keeps a calendar, of a record with the `price` 80, the `name` Desk, the `colours` red and
   * blue, and `lines` A, B and C whose `amount` is 10, 20 and 12.5, the last a `gift`; and what it gives.
   */
  readonly example: readonly [formula: string, gives: string | boolean | null];
}

/** All of these, the last ones of which may be left out. */
export const places =
  (all: readonly Param[], least = all.length) =>
  (count: number) =>
    count >= least && count <= all.length ? all.slice(0, count) : undefined;
