import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../rules/calendar.ts';
import { barsOf, mondayOf, monthFrom, weeksShown } from './calendar-days.ts';

describe('days of a calendar', () => {
  it.each<readonly [says: string, found: unknown, wanted: unknown]>([
    ['a week begins on Monday', mondayOf('2026-11-25'), '2026-11-23'],
    ['also where the day is one', mondayOf('2026-11-23'), '2026-11-23'],
    ['and on a Sunday', mondayOf('2026-11-29'), '2026-11-23'],
    ['before 1970 as well', mondayOf('1969-12-31'), '1969-12-29'],
    ['a year ends', monthFrom('2026-12-31', 1), '2027-01-01'],
    ['and begins', monthFrom('2026-01-31', -1), '2025-12-01'],
    [
      'a month shows whole weeks',
      weeksShown('2026-11-25', 'month'),
      ['2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30'],
    ],
    ['no more than it needs', weeksShown('2027-02-10', 'month').length, 4],
    ['a week is one', weeksShown('2026-11-25', 'week'), ['2026-11-23']],
  ])('%s', (_, found, wanted) => {
    expect(found).toEqual(wanted);
  });
});

describe('what lasts some days', () => {
  const monday = '2026-11-23';
  const span = fc
    .tuple(fc.integer({ min: -9, max: 12 }), fc.integer({ min: 0, max: 9 }))
    .map(([from, days]) => ({ from: addDays(monday, from), to: addDays(monday, from + days) }));

  it('stands in its days of the week once, beside nothing else, as high up as it can', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 12 }), (all) => {
        const bars = barsOf(all, monday);
        const week = [0, 1, 2, 3, 4, 5, 6].map((at) => addDays(monday, at));
        // Slowly: each day of each thing has one bar over it.
        for (const one of all)
          for (const at of week) {
            const own = bars.filter(({ what }) => what === one);
            const over = own.filter(({ column, days }) => {
              const here = week.indexOf(at);
              return here >= column && here < column + days;
            });
            expect(over.length).toBe(one.from <= at && at <= one.to ? 1 : 0);
          }
        const taken = new Map<string, unknown>();
        for (const { line, column, days, what } of bars)
          for (let at = column; at < column + days; at += 1) {
            expect(taken.has(`${line} ${at}`)).toBe(false);
            taken.set(`${line} ${at}`, what);
          }
        for (const { line, column, days } of bars)
          for (let above = 0; above < line; above += 1)
            expect(Array.from({ length: days }, (_, at) => taken.has(`${above} ${column + at}`))).toContain(
              true,
            );
      }),
    );
  });

  it.each([
    ['within the week', '2026-11-24', '2026-11-25', [1, 2, false, false]],
    ['from before it', '2026-11-20', '2026-11-23', [0, 1, true, false]],
    ['beyond it', '2026-11-29', '2026-12-02', [6, 1, false, true]],
    ['all of it and more', '2026-11-01', '2026-12-02', [0, 7, true, true]],
  ] as const)('%s', (_, from, to, [column, days, isBegun, goesOn]) => {
    expect(barsOf([{ from, to }], monday)).toEqual([
      { what: { from, to }, column, days, line: 0, isBegun, goesOn },
    ]);
  });
});
