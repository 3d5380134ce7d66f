import type { Problem } from './common/issue.ts';
import type { JsonObject } from './common/json.ts';
import type { Label } from './common/label.ts';

/** A check that no condition can say, such as on what a record adds up to; a form names those it wants. */
export interface RecordCheck {
  /** As forms name it. */
  readonly name: string;
  /** Name of the check where a plan tells of records that do not fulfil it. */
  readonly label: Label;
  /** What it finds keeps nobody from saving. */
  readonly severity?: 'warning';
  /** Paths of fields, by ids; all of them are there where a form names it. */
  readonly reads: readonly string[];
  /** Types of the parameters that turn it off. */
  readonly parameters: readonly string[];
  /** A sentence for every code it finds with and the platform has none for. */
  readonly messages: Readonly<Record<string, Label>>;
  /**
   * Finds the flaws of a record. `parameter` answers the text that a parameter of a type is set to for a key, null
   * where it is not set.
   */
  find(record: JsonObject, parameter: (type: string, key: string) => string | null): readonly CheckFinding[];
}

/** A flaw that a check found, at a field by its path: `amount`, `lines.amount`. */
export interface CheckFinding extends Pick<Problem, 'code' | 'params'> {
  readonly field: string;
  /** The row, where the field is one of entries. */
  readonly row?: number;
}

/** By name. */
export type RecordChecks = ReadonlyMap<string, RecordCheck>;
