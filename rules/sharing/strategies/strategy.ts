import type { Label } from '../../../metadata/common/label.ts';
import type { SharingStrategy } from '../../../metadata/common/sharing-strategies.ts';

/** The reach of a record, beside its creator. Data: `reach.ts` reads it, the store makes queries of `visibility`. */
export type Reach = 'creator' | 'assigned' | 'everyone' | Kin;

/**
 * By the place of both in the tree: from the creator so many levels up, and from there so many down, or any number.
 * `{ up: 0, down: 'any' }` is everything below, `{ up: 1, down: 1 }` are the creator's siblings.
 */
export interface Kin {
  readonly up: number;
  readonly down: number | 'any';
}

/** A way of sharing with all there is to know of it. A file each, listed in `strategies/index.ts`. */
export type Strategy = Common & (Alone | ByAssignment | ByItself);

interface Common {
  readonly name: SharingStrategy;
  readonly label: Label;
  /** The meaning for everybody else, in a sentence. */
  readonly means: Label;
  /** By whom the records of a form are seen that are all shared so, in a sentence. */
  readonly seen: Label;
  /** The code that the source documents write for it. */
  readonly code: number;
  /** Among matches the lowest wins. */
  readonly rank: number;
  readonly reach: Reach;
  /** The one who passes it on, one by one: the creator to any, a holder to its direct children, or nobody. */
  readonly assigner: 'creator' | 'parent' | null;
  /** Whether an organisation it was assigned to may have its own copy. */
  readonly personalisable: boolean;
  /** Whether a record keeps its assignments when it goes to another creator. */
  readonly transferable: boolean;
}

interface Alone {
  readonly reach: 'creator';
  readonly assigner: null;
  readonly personalisable: false;
}

interface ByAssignment {
  readonly reach: 'assigned';
  readonly assigner: 'creator' | 'parent';
}

export interface ByItself {
  readonly reach: 'everyone' | Kin;
  readonly assigner: null;
  readonly personalisable: false;
  /** The words for how an organisation comes to use such a record, alone and among the ways to choose from. */
  readonly way: { readonly badge: Label; readonly choice: Label };
}
