import { addDays, firstAt, lastAt, momentIn } from '../calendar.ts';
import { isWithin, startsOn, type Timetable } from './timetable.ts';

/** Days that are looked through: every timetable with a day has one in two months, whatever a clock skips. */
const looked = 70;

/** The first moment after this one at which it runs, in milliseconds since 1970; null: it never does. */
export function nextRun(timetable: Timetable, after: number, zone: string): number | null {
  const today = momentIn(zone, after).localDate;
  let found: number | null = null;
  for (let ahead = -1; ahead < looked; ahead++) {
    const day = addDays(today, ahead);
    const first = startsOn(timetable, day) ? firstOn(timetable, day, zone, after) : null;
    if (found !== null) return first === null ? found : Math.min(found, first);
    found = first;
  }
  return found;
}

/** The last moment up to this one at which it ran or should have. */
export function lastRun(timetable: Timetable, upTo: number, zone: string): number | null {
  const today = momentIn(zone, upTo).localDate;
  let found: number | null = null;
  for (let back = 0; back < looked; back++) {
    const day = addDays(today, -back);
    const last = startsOn(timetable, day) ? lastOn(timetable, day, zone, upTo) : null;
    if (found !== null) return last === null ? found : Math.max(found, last);
    found = last;
  }
  return found;
}

/** Counts the moments after the first up to the second; no more than so many are counted. */
export function countRuns(
  timetable: Timetable,
  [after, upTo]: readonly [number, number],
  zone: string,
  most: number,
): number {
  const end = momentIn(zone, upTo).localDate;
  let count = 0;
  for (
    let day = addDays(momentIn(zone, after).localDate, -1);
    day <= end && count < most;
    day = addDays(day, 1)
  )
    if (startsOn(timetable, day)) count += countOn(timetable, day, zone, [after, upTo]);
  return Math.min(count, most);
}

/** The runs of one day: from the first to the last, and how many they are. */
export interface DayOfRuns {
  /** The local day on which its window begins. */
  readonly day: string;
  /** Milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

/** When it runs from one day to another, both included; days on which it does not run are left out. */
export function runsBetween(
  timetable: Timetable,
  [from, to]: readonly [string, string],
  zone: string,
): readonly DayOfRuns[] {
  const found: DayOfRuns[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (!startsOn(timetable, day)) continue;
    const { start, end } = spanOn(timetable, day, zone);
    const first = firstOn(timetable, day, zone, start - 1);
    const last = lastOn(timetable, day, zone, end);
    if (first === null || last === null) continue;
    found.push({ day, first, last, count: countOn(timetable, day, zone, [start - 1, end]) });
  }
  return found;
}

interface Span {
  readonly start: number;
  readonly end: number;
  /** Milliseconds. */
  readonly step: number;
}

function spanOn({ from, to, every }: Timetable, day: string, zone: string): Span {
  const start = firstAt(day, from, zone);
  if (every === null) return { start, end: start, step: 1 };
  const end = lastAt(from <= to ? day : addDays(day, 1), to, zone);
  return { start, end, step: every * 60_000 };
}

/** A clock that is set back leaves the window and comes into it again: what lies between is no moment of it. */
function runsAt(timetable: Timetable, day: string, zone: string, at: number): boolean {
  return timetable.every === null || isWithin(timetable, day, momentIn(zone, at));
}

function firstOn(timetable: Timetable, day: string, zone: string, after: number): number | null {
  const { start, end, step } = spanOn(timetable, day, zone);
  const passed = Math.max(0, Math.floor((after - start) / step) + 1);
  for (let at = start + passed * step; at <= end; at += step) if (runsAt(timetable, day, zone, at)) return at;
  return null;
}

function lastOn(timetable: Timetable, day: string, zone: string, upTo: number): number | null {
  const { start, end, step } = spanOn(timetable, day, zone);
  const passed = Math.floor((Math.min(upTo, end) - start) / step);
  for (let at = start + passed * step; at >= start; at -= step)
    if (runsAt(timetable, day, zone, at)) return at;
  return null;
}

function countOn(
  timetable: Timetable,
  day: string,
  zone: string,
  [after, upTo]: readonly [number, number],
): number {
  const { start, end, step } = spanOn(timetable, day, zone);
  const first = Math.max(0, Math.floor((after - start) / step) + 1);
  const last = Math.floor((Math.min(upTo, end) - start) / step);
  if (end - start === lengthOf(timetable)) return Math.max(0, last - first + 1);
  let count = 0;
  for (let at = first; at <= last; at++) if (runsAt(timetable, day, zone, start + at * step)) count += 1;
  return count;
}

/** Milliseconds of a window in which no clock is changed. */
function lengthOf({ from, to, every }: Timetable): number {
  const seconds = (time: string) => time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  if (every === null) return 0;
  return (seconds(to) - seconds(from) + (from <= to ? 0 : 86_400)) * 1_000;
}
