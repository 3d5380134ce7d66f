import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawn } from '../../../workshop/runs.ts';
import { runsOutOn } from './pace.ts';

describe('the day on which the quota of a month runs out', () => {
  it.each([
    ['80 of 100 by the 20th: 4 a day', '100', '80', '2026-11-20', '2026-11-25'],
    ['half of it by the middle: just until the end', '100', '50', '2026-11-15', '2026-11-30'],
    ['less than that: it lasts', '100', '49', '2026-11-15', null],
    ['all of it: today', '100', '100', '2026-11-03', '2026-11-03'],
    ['nothing yet: it lasts', '100', '0', '2026-11-30', null],
    ['next to nothing: it lasts', '999999999.99', '0.01', '2026-11-01', null],
  ])('%s', (_, given, used, today, day) => {
    expect(runsOutOn({ given, used }, today)).toBe(day);
  });

  it('is the first day at whose end it is all used, at the pace so far', () => {
    const amount = fc.integer({ min: 1, max: 1_000 });
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 1, max: 30 }), (given, used, today) => {
        const slowly = () => {
          if (used >= given) return today;
          for (let day = today + 1; day <= 30; day += 1) if (used * day >= given * today) return day;
          return null;
        };
        const name = (day: number) => `2026-11-${String(day).padStart(2, '0')}`;
        const found = runsOutOn({ given: String(given), used: String(used) }, name(today));
        const expected = slowly();
        expect(found).toBe(expected === null ? null : name(expected));
      }),
      { numRuns: drawn(300) },
    );
  });
});
