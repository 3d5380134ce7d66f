import type { Problem } from '../../metadata/issue.ts';
import type { FoundSheet } from './read-head.ts';
import type { CellProblem } from './read-record.ts';

/** What became, or would become, of the records of a file. */
export interface Counts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly deleted: number;
  readonly failed: number;
}

export const noCounts: Counts = { created: 0, updated: 0, unchanged: 0, deleted: 0, failed: 0 };

export interface ImportOutcome {
  readonly counts: Counts;
  /** Everything that was wrong, cell by cell. */
  readonly problems: readonly CellProblem[];
  /** Sheets of the file, by whose columns problems are told. */
  readonly found: readonly FoundSheet[];
  /** About the file: what was left out. */
  readonly warnings: readonly Problem[];
  /** The user's file with its wrong cells marked; absent when nothing was wrong. */
  readonly marked?: Uint8Array<ArrayBuffer>;
}
