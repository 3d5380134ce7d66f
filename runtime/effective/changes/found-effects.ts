import type { Effective } from '../../../rules/params/effective-changes.ts';

/** A value as it was read, with the scope that said it: null, the whole system. Absent: nobody did. */
export type FoundValue = Omit<Effective, 'set'> & { readonly saidBy?: string | null };

/** What somebody reads that became another value; organisations by id, null: the whole system. */
export type FoundChange = {
  readonly type: string;
  readonly key: string;
  readonly org: string | null;
  readonly from: FoundValue | null;
  readonly to: FoundValue | null;
  readonly since: string | null;
  /** The last day. Absent: from then on, or nobody told when it was published. */
  readonly until?: string | null;
};

type Untouched = {
  readonly type: string;
  readonly key: string;
  /** Id of the item of the set. */
  readonly item: string;
  readonly org: string;
  readonly why: 'overrides' | 'locked';
};

/** Whom a set touches, as it is kept with one that was published, for whoever may see what of it. */
export type FoundEffects = {
  readonly changed: readonly FoundChange[];
  readonly total: number;
  /** Left out of those that are listed, for they are not to be seen. */
  readonly hidden: number;
  readonly untouched: readonly Untouched[];
  readonly untouchedTotal: number;
};
