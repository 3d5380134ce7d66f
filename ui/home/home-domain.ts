import type { Contribution } from '../kit/contribution.ts';

/** What a domain adds to the home page. */
export interface HomeDomain {
  /** Above everything else. */
  readonly homeTiles?: readonly Contribution<void>[];
}
