import type { Contribution } from '../kit/contribution.ts';
import type { ChangeSet } from '../params/basket/change-set.ts';

export interface ShownChange {
  readonly set: ChangeSet;
  /** The change set can still be edited. */
  readonly isOpen: boolean;
}

/** The cards that a domain adds to the page of a change set. */
export interface ChangesDomain {
  readonly changeCards?: readonly Contribution<ShownChange>[];
}
