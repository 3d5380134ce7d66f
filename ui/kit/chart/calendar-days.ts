import {
  addDays,
  addMonths,
  compareDates,
  dayOfWeek,
  daysBetween,
  firstOfMonth,
} from '../../../rules/calendar.ts';

/** Days as `2026-11-25`. */
export type Day = string;

/**
 * The Monday of a day's week.
 *
 * @example
 * mondayOf('2026-11-25') //=> '2026-11-23'
 */
export function mondayOf(day: Day): Day {
  return addDays(day, 1 - dayOfWeek(day));
}

/** The weeks that a calendar shows, each by its Monday: that of the day, or all of its month. */
export function weeksShown(day: Day, span: 'month' | 'week'): readonly Day[] {
  if (span === 'week') return [mondayOf(day)];
  const next = monthFrom(day, 1);
  const weeks: Day[] = [];
  for (let monday = mondayOf(firstOfMonth(day)); monday < next; monday = addDays(monday, 7))
    weeks.push(monday);
  return weeks;
}

/**
 * The first day of a month before or after that of a day.
 *
 * @example
 * monthFrom('2026-12-09', 1) //=> '2027-01-01'
 */
export function monthFrom(day: Day, months: number): Day {
  return firstOfMonth(addMonths(firstOfMonth(day), months));
}

/** Something that takes days, its last one included. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** A part of it in one week: its columns, and the line in which it has room. */
export interface Bar<T> {
  readonly what: T;
  /** From 0, Monday. */
  readonly column: number;
  readonly days: number;
  /** From 0, the uppermost. */
  readonly line: number;
  /** It began before this week, goes on after it. */
  readonly isBegun: boolean;
  readonly goesOn: boolean;
}

/**
 * Lays out a week: each thing in the uppermost line in which all its days are free, those that begin earlier and last
 * longer first.
 */
export function barsOf<T extends Span>(things: readonly T[], monday: Day): readonly Bar<T>[] {
  const sunday = addDays(monday, 6);
  const here = things
    .filter(({ from, to }) => from <= sunday && to >= monday)
    .toSorted((a, b) => (a.from === b.from ? compareDates(b.to, a.to) : compareDates(a.from, b.from)));
  const ends: number[] = [];
  return here.map((what) => {
    const column = Math.max(0, daysBetween(monday, what.from));
    const last = Math.min(6, daysBetween(monday, what.to));
    const free = ends.findIndex((end) => end < column);
    const line = free < 0 ? ends.length : free;
    ends[line] = last;
    const isBegun = what.from < monday;
    return { what, column, days: last - column + 1, line, isBegun, goesOn: what.to > sunday };
  });
}
