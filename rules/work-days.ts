import { usualCalendar, type WorkCalendar, weekdayNames } from '../metadata/work-calendar.ts';
import { addDays, dayNumber, parseDate } from './calendar.ts';

/** The days on which an organisation works: those of the week, but for the dates that are said to be otherwise. */
export interface WorkDays {
  /** Counts those from one day to another, both among them; below nought the other way round. */
  between(from: string, to: string): number;
  /** Answers the one so many after a day, or before it; the day itself for none; null: no calendar has so many. */
  add(from: string, count: number): string | null;
}

/** Days are whole numbers from here on, the first of which is a Monday. */
const start = '0001-01-01';
const last = dayNumber('9999-12-31');

/** Prepared once, so that a century is counted as fast as a week. */
export function workDaysOf({ days, exceptions }: WorkCalendar): WorkDays {
  const works = weekdayNames.map((name) => days.includes(name));
  const inWeek = works.filter(Boolean).length;
  /** How many of the first days of a week are worked. */
  const upTo = works.map((_, at) => works.slice(0, at).filter(Boolean).length);
  const stated = new Map(exceptions.map(({ date, works: isWorked }) => [dayNumber(date), isWorked]));
  const otherwise = [...stated]
    .filter(([day, isWorked]) => works[day % 7] !== isWorked)
    .sort(([a], [b]) => a - b);
  const dates = otherwise.map(([day]) => day);
  /** What the first of them come to, from none on. */
  const sums = [0];
  for (const [at, [, isWorked]] of otherwise.entries()) sums.push((sums[at] ?? 0) + (isWorked ? 1 : -1));

  /** Counts those before a day. */
  const before = (day: number): number =>
    Math.floor(day / 7) * inWeek + (upTo[day % 7] ?? 0) + (sums[firstFrom(dates, day)] ?? 0);

  return {
    between(from, to) {
      const [first, second] = [dayNumber(from), dayNumber(to)];
      return first > second ? before(second) - before(first + 1) : before(second + 1) - before(first);
    },
    add(from, count) {
      if (count === 0) return from;
      const day = dayNumber(from);
      const isOn = count > 0;
      // The first day up to which, and with which, there are so many; or the last one before which so many are left.
      const wanted = isOn ? before(day + 1) + count : before(day) + count;
      if (wanted < 0 || wanted > before(last + 1)) return null;
      const found = isOn
        ? leastDay((one) => before(one + 1) >= wanted)
        : leastDay((one) => before(one + 1) > wanted);
      return parseDate(addDays(start, found));
    },
  };
}

/** Where the organisation has said none. */
export const mondayToFriday = workDaysOf(usualCalendar);

/** The place of the first of these, in ascending order, that is not before a day. */
function firstFrom(days: readonly number[], day: number): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first day for which something holds that holds for all later ones. */
function leastDay(holds: (day: number) => boolean): number {
  let [low, high] = [0, last];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
