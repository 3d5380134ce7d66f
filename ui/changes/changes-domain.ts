import type { Contribution } from '../kit/contribution.ts';
import type { ChangeSet } from '../params/basket/change-set.ts';

export interface ShownChange {
  readonly set: ChangeSet;
  /** It is still edited. */
  readonly isOpen: boolean;
}

/** What a domain adds to the page of a change set. */
export interface ChangesDomain {
  readonly changeCards?: readonly Contribution<ShownChange>[];
}
