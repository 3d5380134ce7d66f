import { msg } from '@lit/localize';
import { moment } from '../../kit/moment.ts';

/** Spans of days that people ask for most: kept as words, in addresses and saved views, they mean other days tomorrow. */
export const spans = [
  'today',
  'this-week',
  'last-7-days',
  'last-30-days',
  'this-month',
  'last-month',
] as const;
export type Span = (typeof spans)[number];

export function isSpan(value: string | undefined): value is Span {
  return spans.some((span) => span === value);
}

/** The first day and the last one that a span means, where the reader is. */
export function daysOf(span: Span, now: Date): readonly [from: string, to: string] {
  const day = (year: number, month: number, date: number) =>
    moment(new Date(year, month, date).toISOString()).slice(0, 10);
  const [year, month, date] = [now.getFullYear(), now.getMonth(), now.getDate()];
  // A week begins on Monday.
  const monday = date - ((now.getDay() + 6) % 7);
  const days: Readonly<Record<Span, readonly [string, string]>> = {
    today: [day(year, month, date), day(year, month, date)],
    'this-week': [day(year, month, monday), day(year, month, monday + 6)],
    'last-7-days': [day(year, month, date - 6), day(year, month, date)],
    'last-30-days': [day(year, month, date - 29), day(year, month, date)],
    'this-month': [day(year, month, 1), day(year, month + 1, 0)],
    'last-month': [day(year, month - 1, 1), day(year, month, 0)],
  };
  return days[span];
}

export function spanText(span: Span): string {
  const texts: Readonly<Record<Span, string>> = {
    today: msg('今天', { id: 'today' }),
    'this-week': msg('本周', { id: 'this-week' }),
    'last-7-days': msg('近 7 天', { id: 'last-7-days' }),
    'last-30-days': msg('近 30 天', { id: 'last-30-days' }),
    'this-month': msg('本月', { id: 'this-month' }),
    'last-month': msg('上月', { id: 'last-month' }),
  };
  return texts[span];
}
