import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, momentIn } from '../calendar.ts';
import { countRuns, lastRun, nextRun, runsBetween } from './runs.ts';
import { isOpen, startsOn, type Timed, type Timetable, timetableOf } from './timetable.ts';

const minute = 60_000;
const textOf = (at: number | null, zone: string) => {
  if (at === null) return null;
  const { localDate, localTime } = momentIn(zone, at);
  return `${localDate} ${localTime}`;
};

describe('what is done by itself', () => {
  const china = 'Asia/Shanghai';
  const berlin = 'Europe/Berlin';
  it.each<[string, Timed, string, string, string, string | null]>([
    [
      'daily, later today',
      { frequency: 'daily', time: '01:00:00' },
      china,
      '2026-11-20T00:59:59+08:00',
      '2026-11-20 01:00:00',
      '2026-11-19 01:00:00',
    ],
    [
      'daily, at the moment itself the next is tomorrow',
      { frequency: 'daily', time: '01:00:00' },
      china,
      '2026-11-20T01:00:00+08:00',
      '2026-11-21 01:00:00',
      '2026-11-20 01:00:00',
    ],
    [
      'weekly, over the weekend',
      { frequency: 'weekly', weekDays: ['1'], time: '09:00:00' },
      china,
      '2026-11-20T10:00:00+08:00',
      '2026-11-23 09:00:00',
      '2026-11-16 09:00:00',
    ],
    [
      'on the 31st, in November on the 30th',
      { frequency: 'monthly', monthDays: ['31'], time: '09:00:00' },
      china,
      '2026-11-01T00:00:00+08:00',
      '2026-11-30 09:00:00',
      '2026-10-31 09:00:00',
    ],
    [
      'on the 30th and the 31st, in November once',
      { frequency: 'monthly', monthDays: ['30', '31'], time: '09:00:00' },
      china,
      '2026-11-30T09:00:00+08:00',
      '2026-12-30 09:00:00',
      '2026-11-30 09:00:00',
    ],
    [
      'on the 29th, in February of a common year on the 28th',
      { frequency: 'monthly', monthDays: ['29'], time: '09:00:00' },
      china,
      '2027-02-01T00:00:00+08:00',
      '2027-02-28 09:00:00',
      '2027-01-29 09:00:00',
    ],
    [
      'in a leap year on the leap day',
      { frequency: 'monthly', monthDays: ['29'], time: '09:00:00' },
      china,
      '2028-02-28T12:00:00+08:00',
      '2028-02-29 09:00:00',
      '2028-01-29 09:00:00',
    ],
    [
      'every quarter of an hour within a window',
      { frequency: 'daily', window: '08:00:00~09:00:00', everyMinutes: 15 },
      china,
      '2026-11-20T08:45:00+08:00',
      '2026-11-20 09:00:00',
      '2026-11-20 08:45:00',
    ],
    [
      'after the window, with tomorrow',
      { frequency: 'daily', window: '08:00:00~09:00:00', everyMinutes: 15 },
      china,
      '2026-11-20T09:00:00+08:00',
      '2026-11-21 08:00:00',
      '2026-11-20 09:00:00',
    ],
    [
      'a window across midnight belongs to the day it starts',
      { frequency: 'monthly', monthDays: ['31'], window: '23:00:00~01:00:00', everyMinutes: 60 },
      china,
      '2026-12-01T00:30:00+08:00',
      '2026-12-01 01:00:00',
      '2026-12-01 00:00:00',
    ],
    [
      'and not to the day it ends',
      { frequency: 'monthly', monthDays: ['1'], window: '23:00:00~01:00:00', everyMinutes: 60 },
      china,
      '2026-11-30T23:30:00+08:00',
      '2026-12-01 23:00:00',
      '2026-11-02 01:00:00',
    ],
    [
      'every so many minutes, from midnight on',
      { frequency: 'minutes', everyMinutes: 7 },
      china,
      '2026-11-20T00:06:59+08:00',
      '2026-11-20 00:07:00',
      '2026-11-20 00:00:00',
    ],
    [
      'a time that the clock skips comes at once after',
      { frequency: 'daily', time: '02:30:00' },
      berlin,
      '2026-03-29T00:00:00+01:00',
      '2026-03-29 03:00:00',
      '2026-03-28 02:30:00',
    ],
    [
      'the first time that it skips, too',
      { frequency: 'daily', time: '02:00:00' },
      berlin,
      '2026-03-29T00:00:00+01:00',
      '2026-03-29 03:00:00',
      '2026-03-28 02:00:00',
    ],
    [
      'a time that the clock shows twice comes once',
      { frequency: 'daily', time: '02:30:00' },
      berlin,
      '2026-10-25T02:30:00+02:00',
      '2026-10-26 02:30:00',
      '2026-10-25 02:30:00',
    ],
    [
      'a window that the clock skips is not that day',
      { frequency: 'daily', window: '02:10:00~02:50:00', everyMinutes: 10 },
      berlin,
      '2026-03-28T12:00:00+01:00',
      '2026-03-30 02:10:00',
      '2026-03-28 02:50:00',
    ],
  ])('%s', (_, timed, zone, at, next, last) => {
    const timetable = timetableOf(timed);
    const found = [nextRun(timetable, Date.parse(at), zone), lastRun(timetable, Date.parse(at), zone)];
    expect(found.map((one) => textOf(one, zone))).toEqual([next, last]);
  });

  it('on no day, never', () => {
    const never = timetableOf({ frequency: 'weekly', weekDays: [], time: '09:00:00' });
    expect([nextRun(never, 0, china), lastRun(never, 0, china)]).toEqual([null, null]);
  });

  it('counts what was missed, up to as many as somebody wants to know', () => {
    const daily = timetableOf({ frequency: 'daily', time: '01:00:00' });
    const week = [Date.parse('2026-11-01T01:00:00+08:00'), Date.parse('2026-11-08T01:00:00+08:00')] as const;
    expect([countRuns(daily, week, china, 100), countRuns(daily, week, china, 3)]).toEqual([7, 3]);
  });
});

const two = (value: number) => String(value).padStart(2, '0');
const clockTime = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 3 })),
    fc.oneof(fc.integer({ min: 0, max: 59 }), fc.constant(0)),
  )
  .map(([hours, minutes]) => `${two(hours)}:${two(minutes)}:00`);
const days: fc.Arbitrary<Timetable['days']> = fc.oneof(
  fc.constant('all' as const),
  fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((week) => ({ week })),
  fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 3 }).map((month) => ({ month })),
);
const timetables: fc.Arbitrary<Timetable> = fc.oneof(
  fc.record({ days, from: clockTime, to: clockTime, every: fc.integer({ min: 1, max: 1440 }) }),
  fc.record({ days, from: clockTime }).map((one) => ({ ...one, to: one.from, every: null })),
);
/** Days around those on which clocks jump, months end and February is longer. */
const beginnings = fc.constantFrom(
  ...(['2026-03-28', '2026-10-24', '2026-11-29', '2027-02-27', '2028-02-28', '2026-12-30'] as const),
);
const zones = fc.constantFrom('Europe/Berlin', 'Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe');

/** Minute by minute, by looking at the clock on the wall and nothing else. */
function walked({ days, from, to, every }: Timetable, start: number, end: number, zone: string) {
  const found: number[] = [];
  let began = { day: '', at: 0 };
  let before = momentIn(zone, start - minute);
  for (let at = start; at < end; at += minute) {
    const now = momentIn(zone, at);
    const { localDate: date, localTime: time } = now;
    const yesterday = momentIn('UTC', Date.parse(`${date}T00:00:00Z`) - 24 * 60 * minute).localDate;
    const meant = (day: string) => {
      const [year = 0, month = 0, number = 0] = day.split('-').map(Number);
      if (days === 'all') return true;
      if ('week' in days) return days.week.includes(new Date(`${day}T00:00:00Z`).getUTCDay() || 7);
      const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
      return days.month.some((one) => one === number || (one > last && number === last));
    };
    if (every === null) {
      const reached = time >= from && (before.localDate !== date || before.localTime < from);
      if (reached && meant(date) && began.day !== date) {
        began = { day: date, at };
        found.push(at);
      }
    } else {
      const own = from <= to ? time >= from && time <= to : time >= from;
      const rest = from > to && time <= to;
      const day = own ? date : rest ? yesterday : null;
      if (day !== null && meant(day)) {
        if (began.day !== day) began = { day, at };
        if ((at - began.at) % (every * minute) === 0) found.push(at);
      }
    }
    before = now;
  }
  return found;
}

describe('timetables, whatever they say', () => {
  it('the days of a calendar have every run that a walk along the clock meets, and no other', () => {
    fc.assert(
      fc.property(timetables, beginnings, zones, (timetable, day, zone) => {
        const last = addDays(day, 9);
        const runs = runsBetween(timetable, [day, last], zone);
        const met: number[] = [];
        const end = runs.at(-1)?.last ?? 0;
        for (let at = runs[0]?.first ?? null; at !== null && at <= end; at = nextRun(timetable, at, zone))
          met.push(at);
        // Windows that cross midnight may lie over each other: the day before then has runs among them.
        const isAlone = timetable.from <= timetable.to;
        if (isAlone) expect(runs.reduce((sum, { count }) => sum + count, 0)).toBe(met.length);
        for (const { first, last: end, count } of runs) {
          expect(first <= end && count >= 1).toBe(true);
          expect([nextRun(timetable, first - 1, zone), lastRun(timetable, first, zone)]).toEqual([
            first,
            first,
          ]);
        }
        expect(runs.every(({ day: one }) => one >= day && one <= last && startsOn(timetable, one))).toBe(
          true,
        );
      }),
      { numRuns: process.env['GUIJU_LONG'] ? 300 : 20 },
    );
  });
  const week = 6 * 24 * 60 * minute;
  it('are what somebody sees who watches the clock', () => {
    fc.assert(
      fc.property(timetables, beginnings, zones, (timetable, day, zone) => {
        // A window that began before the watch, or within its first two days, is not known to it.
        const start = Date.parse(`${day}T00:00:00Z`) - 2 * 24 * 60 * minute;
        const from = start + 2 * 24 * 60 * minute;
        const seen = walked(timetable, start, start + week, zone).filter((at) => at > from);
        const asked: number[] = [];
        for (let at = nextRun(timetable, from, zone); at !== null && at < start + week; ) {
          asked.push(at);
          at = nextRun(timetable, at, zone);
        }
        expect(asked).toEqual(seen);
        expect(countRuns(timetable, [from, start + week - 1], zone, 100_000)).toBe(seen.length);
        for (const at of asked.slice(0, 20)) {
          expect(lastRun(timetable, at, zone)).toBe(at);
          if (timetable.every !== null) expect(isOpen(timetable, momentIn(zone, at))).toBe(true);
        }
      }),
      { numRuns: process.env['GUIJU_LONG'] ? 300 : 10 },
    );
  });

  it('the last one before a moment is the one whose next is after it', () => {
    fc.assert(
      fc.property(timetables, beginnings, zones, fc.nat(week), (timetable, day, zone, later) => {
        const at = Date.parse(`${day}T00:00:00Z`) + later;
        const last = lastRun(timetable, at, zone);
        const next = nextRun(timetable, at, zone);
        expect(last !== null && next !== null && last <= at && at < next).toBe(true);
        if (last !== null) expect(nextRun(timetable, last - 1, zone)).toBe(last);
        if (last !== null) expect(nextRun(timetable, last, zone)).toBe(next);
      }),
      { numRuns: process.env['GUIJU_LONG'] ? 5_000 : 100 },
    );
  });
});
