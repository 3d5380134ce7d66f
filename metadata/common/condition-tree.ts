import type { Json } from './json.ts';

/** json-rules-engine's tree, the one grammar for panels, filters, visibility, checks and row rights. */
export type Condition = All | Any | Not | Some | Leaf;

type All = {
  readonly all: readonly Condition[];
};
type Any = {
  readonly any: readonly Condition[];
};
type Not = {
  readonly not: Condition;
};
/** Facts on these lines and below are, in `where`, of one and the same line. */
type Some = {
  /** Entries: `lines`; inside of another `some`, what its line has below: `lines.batches`. */
  readonly some: string;
  readonly where: Condition;
};
export type Leaf = {
  /**
   * A field id; `lines.taxCode` inside entries, `parent.day` from a row to its record, `$org` and the like for the
   * call.
   */
  readonly fact: string;
  readonly operator: OperatorName;
  /** Absent for isEmpty and isNotEmpty; `{ "fact": … }` compares with another field. */
  readonly value?: Json;
  /** The way a fact on lines is taken together; count and sum compare a number. Default: any. */
  readonly over?: Over;
};
export type Over = 'any' | 'every' | 'count' | 'sum';

export const operatorNames = [
  'equal',
  'notEqual',
  'in',
  'notIn',
  'contains',
  'notContains',
  'startsWith',
  'endsWith',
  'matches',
  'lessThan',
  'lessThanOrEqual',
  'greaterThan',
  'greaterThanOrEqual',
  'between',
  'isEmpty',
  'isNotEmpty',
] as const;
export type OperatorName = (typeof operatorNames)[number];
