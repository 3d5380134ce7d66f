import type { SpanName } from '../../metadata/report-source.ts';
import { addDays, dayOfWeek } from '../calendar.ts';

/**
 * Names the span that a day is in, so that names are ordered as spans are.
 *
 * @example
 * spanOf('2026-11-25', 'month') //=> '2026-11'
 * spanOf('2026-11-25', 'quarter') //=> '2026-Q4'
 * spanOf('2026-11-25', 'week') //=> '2026-11-23', its Monday
 */
export function spanOf(day: string, span: SpanName): string {
  switch (span) {
    case 'day':
      return day;
    case 'week':
      return addDays(day, 1 - dayOfWeek(day));
    case 'month':
      return day.slice(0, 7);
    case 'quarter':
      return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
    case 'year':
      return day.slice(0, 4);
  }
}
