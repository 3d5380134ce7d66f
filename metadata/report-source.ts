import type { Condition } from './common/condition-tree.ts';
import type { Label } from './common/label.ts';
import type { ChartName, MeasureName, SpanName } from './property/report-words.ts';

/** What records of a form come to, as a package states it. Fields are referred to by id. */
export type ReportSource = {
  readonly name: string;
  /** Id of the form. */
  readonly form: string;
  readonly label: Label;
  /** Id of entries of the form: their rows are counted and added up. Default: the records. */
  readonly entries?: string;
  /** Only these records. Default: all. */
  readonly filter?: Condition;
  /** One line for each value of these, those of the second below each of the first. None: one line of all. */
  readonly groups: readonly ReportGroup[];
  /** One column for each value of this. Default: one of all. */
  readonly across?: ReportGroup;
  /** What stands in each cell. */
  readonly values: readonly ReportValue[];
  /** Drawn above the table. Default: nothing is. */
  readonly chart?: ChartName;
};

export type ReportGroup = {
  /** Path of a field, or a member that every record has; of rows with their entries (`lines.item`). */
  readonly field: string;
  /** Days and moments: how far apart groups are. Default: each day. */
  readonly by?: SpanName;
};

export type ReportValue = {
  readonly of: MeasureName;
  /** Path of a field; of all but `count`. */
  readonly field?: string;
  /** Default: the field’s own, and what is made of it. */
  readonly label?: Label;
};

/** What a report may ask for at most: more is nothing that a page or a person takes in. */
export const mostReported = { groups: 4, values: 8, cells: 5_000, across: 60 } as const;
