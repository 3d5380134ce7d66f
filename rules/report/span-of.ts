import type { SpanName } from '../../metadata/property/report-words.ts';
import { addDays, dayOfWeek, lastOfMonth } from '../calendar.ts';

/**
 * Names the span that a day is in, so that names are ordered as spans are; a week by its Monday.
 *
 * @example
 * spanOf('2026-11-25', 'month') //=> '2026-11'
 * spanOf('2026-11-25', 'quarter') //=> '2026-Q4'
 * spanOf('2026-11-25', 'week') //=> '2026-11-23'
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

/**
 * The first and the last day of a span.
 *
 * @example
 * daysOf('2026-Q1', 'quarter') //=> ['2026-01-01', '2026-03-31']
 */
export function daysOf(span: string, by: SpanName): readonly [string, string] {
  switch (by) {
    case 'day':
      return [span, span];
    case 'week':
      return [span, addDays(span, 6)];
    case 'month':
      return [`${span}-01`, lastOfMonth(`${span}-01`)];
    case 'quarter': {
      const last = String(Number(span.slice(6)) * 3).padStart(2, '0');
      const first = String(Number(last) - 2).padStart(2, '0');
      return [`${span.slice(0, 4)}-${first}-01`, lastOfMonth(`${span.slice(0, 4)}-${last}-01`)];
    }
    case 'year':
      return [`${span}-01-01`, `${span}-12-31`];
  }
}
