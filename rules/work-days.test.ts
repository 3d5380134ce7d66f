import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type WorkCalendar, weekdayNames } from '../metadata/work-calendar.ts';
import { runs } from '../workshop/runs.ts';
import { addDays, dayOfWeek } from './calendar.ts';
import { mondayToFriday, workDaysOf } from './work-days.ts';

const day = fc.integer({ min: 0, max: 900 }).map((days) => addDays('2024-11-20', days));
const calendar: fc.Arbitrary<WorkCalendar> = fc.record({
  days: fc.subarray([...weekdayNames]),
  exceptions: fc.array(fc.record({ date: day, works: fc.boolean() }), { maxLength: 60 }),
});

/** Day by day, as one counts on a sheet of paper. */
function works({ days, exceptions }: WorkCalendar, date: string): boolean {
  const said = exceptions.findLast((one) => one.date === date);
  return said ? said.works : days.some((name) => weekdayNames.indexOf(name) + 1 === dayOfWeek(date));
}

function counted(by: WorkCalendar, from: string, to: string): number {
  if (from > to) return -counted(by, to, from) || 0;
  let count = 0;
  for (let date = from; date <= to; date = addDays(date, 1)) if (works(by, date)) count += 1;
  return count;
}

function added(by: WorkCalendar, from: string, count: number): string | undefined {
  let [date, left] = [from, Math.abs(count)];
  for (let steps = 0; left > 0; steps += 1) {
    if (steps > 3_000) return undefined;
    date = addDays(date, count < 0 ? -1 : 1);
    if (works(by, date)) left -= 1;
  }
  return date;
}

describe('days that are worked', () => {
  it('are as many as are counted one by one', () => {
    fc.assert(
      fc.property(calendar, day, day, (by, from, to) => {
        expect(workDaysOf(by).between(from, to)).toBe(counted(by, from, to));
      }),
      { numRuns: runs(60, 3_000) },
    );
  });

  it('are found where one comes to by counting them', () => {
    fc.assert(
      fc.property(calendar, day, fc.integer({ min: -120, max: 120 }), (by, from, count) => {
        const slow = added(by, from, count);
        if (slow !== undefined) expect(workDaysOf(by).add(from, count)).toBe(slow);
      }),
      { numRuns: runs(100, 3_000) },
    );
  });

  it.each([
    ['where nobody works there is none', { days: [], exceptions: [] }, '2026-01-01', 1, null],
    [
      'or only so many',
      { days: [], exceptions: [{ date: '2026-01-05', works: true }] },
      '2026-01-01',
      2,
      null,
    ],
    [
      'the only one',
      { days: [], exceptions: [{ date: '2026-01-05', works: true }] },
      '2026-01-01',
      1,
      '2026-01-05',
    ],
    [
      'before it',
      { days: [], exceptions: [{ date: '2026-01-05', works: true }] },
      '2026-01-06',
      -1,
      '2026-01-05',
    ],
    ['none is the day itself', { days: [], exceptions: [] }, '2026-01-03', 0, '2026-01-03'],
  ] as readonly (readonly [string, WorkCalendar, string, number, string | null])[])(
    '%s',
    (_, by, from, count, found) => {
      expect(workDaysOf(by).add(from, count)).toBe(found);
    },
  );

  it('end with the days that can be written', () => {
    expect(mondayToFriday.add('9999-12-31', 1)).toBeNull();
    expect(mondayToFriday.add('0001-01-01', -1)).toBeNull();
    expect(mondayToFriday.add('2026-01-01', 4_000_000)).toBeNull();
    expect(mondayToFriday.between('0001-01-01', '9999-12-31')).toBe(2_608_615);
  });
});
