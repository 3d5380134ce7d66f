import type { Refused } from './verdict.ts';

/** What became of one record for one organisation. Saying the same thing twice is `already` or `absent`, no mistake. */
export type PairReport = Pair & (Done | { readonly outcome: 'refused'; readonly refused: Refused });

interface Pair {
  readonly record: string;
  readonly org: string;
}

type Done =
  /** To store: `by` passed it on to `org`. */
  | { readonly outcome: 'assigned'; readonly by: string }
  /** The organisation uses it already; nothing to store. */
  | { readonly outcome: 'already' }
  /** To delete. `cascade`: it was not asked for by itself but hung below one that was. */
  | { readonly outcome: 'withdrawn'; readonly by: string; readonly cascade: boolean }
  /** It was not assigned; nothing to delete. */
  | { readonly outcome: 'absent' };
