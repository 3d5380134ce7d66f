import { msg } from '@lit/localize';
import { moment } from '../kit/moment.ts';

export interface Days {
  readonly text: string;
  readonly from: string;
  readonly to: string;
}

/** Spans of days that people ask for most, up to today. */
export function recentDays(now: Date): readonly Days[] {
  const day = (year: number, month: number, date: number) =>
    moment(new Date(year, month, date).toISOString()).slice(0, 10);
  const [year, month, date] = [now.getFullYear(), now.getMonth(), now.getDate()];
  const today = day(year, month, date);
  return [
    { text: msg('今天', { id: 'today' }), from: today, to: today },
    { text: msg('近 7 天', { id: 'last-7-days' }), from: day(year, month, date - 6), to: today },
    { text: msg('近 30 天', { id: 'last-30-days' }), from: day(year, month, date - 29), to: today },
    { text: msg('本月', { id: 'this-month' }), from: day(year, month, 1), to: day(year, month + 1, 0) },
    { text: msg('上月', { id: 'last-month' }), from: day(year, month - 1, 1), to: day(year, month, 0) },
  ];
}
