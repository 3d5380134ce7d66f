import type { DatedEvent } from '../kit/chart/gj-month.ts';
import type { Contribution } from '../kit/contribution.ts';
import type { ChangeSet } from '../params/basket/change-set.ts';

export interface ShownChange {
  readonly set: ChangeSet;
  /** The change set can still be edited. */
  readonly isOpen: boolean;
}

/** Days, both included. */
export interface CalendarSpan {
  readonly from: string;
  readonly to: string;
}

/** The cards that a domain adds to the page of a change set, and what it runs by itself in the calendar of all. */
export interface ChangesDomain {
  readonly calendarEvents?: (span: CalendarSpan, signal: AbortSignal) => Promise<readonly DatedEvent[]>;
  readonly changeCards?: readonly Contribution<ShownChange>[];
}
