/** Cells below one another that are computed alike. */
export interface FormulaRun {
  /** Place of the column, from 0. */
  readonly column: number;
  /** First and last row, from 0. */
  readonly from: number;
  readonly to: number;
  /** With cells as they lie from the row: `[1]*[2]`. */
  readonly relative: string;
  /** As it stands in the first of them. */
  readonly text: string;
}
