import type { Problem } from '../../../metadata/issue.ts';
import type { PairAnswer } from '../../../rules/sharing/how.ts';

/** Records and organisations as callers name them: by id, or by number. */
export interface PairsAsked {
  readonly records: readonly string[];
  readonly orgs: readonly string[];
}

export interface WithdrawAsked extends PairsAsked {
  /** Withdraw first from those who hold it through one of the organisations. Default: refused while there are any. */
  readonly cascade?: boolean;
}

/** What became of a pair; a refused one has its reason, still to be said in the reader's language. */
export interface PairReported extends PairAnswer {
  readonly problem?: Problem;
}

export interface PairsReport {
  readonly pairs: readonly PairReported[];
  /** Of the last row of history it wrote; 0: nothing was written. */
  readonly revision: number;
}
