import type { Contribution } from '../kit/contribution.ts';

/** What waits for this person, in words, and the page where it is done. */
export interface WaitingWork {
  readonly text: string;
  readonly href: string;
}

/** What a domain adds to the home page. */
export interface HomeDomain {
  /** Above everything else. */
  readonly homeTiles?: readonly Contribution<void>[];
  /** Each answers what waits for this person; null: nothing does. */
  readonly homeWork?: readonly (() => Promise<WaitingWork | null>)[];
}
