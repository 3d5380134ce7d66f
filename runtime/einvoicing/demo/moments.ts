import { firstAt, momentIn } from '../../../rules/calendar.ts';
import type { Span } from './year.ts';

export const minute = 60_000;

export const hour = 60 * minute;

export const day = 24 * hour;

export interface Moments {
  /** The end. */
  readonly last: number;
  /** A moment of today, from the morning (0) to the end (1): whatever hour it is, it was today. */
  today(share: number): number;
  /** A moment of an earlier day, in the hours of an office. */
  before(days: number, share: number): number;
}

export function momentsOf({ until, zone }: Span): Moments {
  const { localDate } = momentIn(zone, until);
  const midnight = firstAt(localDate, '00:00:00', zone);
  const morning = Math.max(midnight + 1_000, until - 4 * hour);
  return {
    last: until - 1_000,
    today: (share) => Math.floor(morning + (until - 2_000 - morning) * share),
    before: (days, share) => Math.floor(midnight - days * day + (9 + share * 8) * hour),
  };
}
