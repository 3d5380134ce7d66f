import { addDays, dayOfMonth, dayOfWeek, lastOfMonth, type Moment } from '../calendar.ts';

/** The times at which something is done by itself, by a clock on the wall: `HH:mm:ss`. */
export interface Timetable {
  /** Of the week, Monday is 1; of the month, where a day that a month lacks is its last one. */
  readonly days: 'all' | { readonly week: readonly number[] } | { readonly month: readonly number[] };
  /** Both ends are inside; one that ends before it starts crosses midnight, and belongs to the day it starts. */
  readonly from: string;
  readonly to: string;
  /** Minutes between two runs of a window, from its start on; null: once, at its start. */
  readonly every: number | null;
}

/** The members by which forms state a timetable. */
export interface Timed {
  readonly frequency?: string | null;
  readonly monthDays?: readonly string[] | null;
  readonly weekDays?: readonly string[] | null;
  /** `from~to`. */
  readonly window?: string | null;
  readonly time?: string | null;
  readonly everyMinutes?: number | null;
}

/** Minutes between two runs where a form does not say them. ◊ */
const usualMinutes = 10;

export function timetableOf(timed: Timed): Timetable {
  const { frequency, window, time, everyMinutes } = timed;
  const days =
    frequency === 'weekly'
      ? { week: (timed.weekDays ?? []).map(Number) }
      : frequency === 'monthly'
        ? { month: (timed.monthDays ?? []).map(Number) }
        : 'all';
  if (typeof time === 'string' && frequency !== 'minutes') return { days, from: time, to: time, every: null };
  const [from = '00:00:00', to = '23:59:59'] = (window ?? '').split('~').filter((part) => part !== '');
  return { days, from, to, every: everyMinutes || usualMinutes };
}

/** Tells whether a window of the timetable is open. */
export function isOpen(timetable: Timetable, at: Moment): boolean {
  return [at.localDate, addDays(at.localDate, -1)].some(
    (day) => startsOn(timetable, day) && isWithin(timetable, day, at),
  );
}

export function startsOn({ days }: Timetable, day: string): boolean {
  if (days === 'all') return true;
  if ('week' in days) return days.week.includes(dayOfWeek(day));
  const last = dayOfMonth(lastOfMonth(day));
  return days.month.some((wanted) => Math.min(wanted, last) === dayOfMonth(day));
}

/** Tells whether the moment is inside the window that starts on the day. */
export function isWithin({ from, to }: Timetable, day: string, { localDate, localTime }: Moment): boolean {
  if (from <= to) return localDate === day && from <= localTime && localTime <= to;
  return localDate === day ? from <= localTime : localDate === addDays(day, 1) && localTime <= to;
}
