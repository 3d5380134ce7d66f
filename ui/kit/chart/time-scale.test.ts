import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runs } from '../../../workshop/runs.ts';
import { timeScale } from './time-scale.ts';

const hour = 3_600_000;
const begin = Date.parse('2026-11-01T00:00:00Z');

it('equal lengths are equal times, and ticks are one step apart inside the span', () => {
  const cases = fc.record({
    from: fc.integer({ min: 0, max: 400 * 24 }).map((hours) => begin + hours * hour),
    hours: fc.integer({ min: 1, max: 3 * 365 * 24 }),
    length: fc.integer({ min: 100, max: 2_000 }),
    offset: fc.integer({ min: -12, max: 14 }).map((hours) => hours * hour),
  });
  fc.assert(
    fc.property(cases, ({ from, hours, length, offset }) => {
      const to = from + hours * hour;
      const { ticks, at } = timeScale({ from, to }, length, offset);
      expect([at(from), at(to)]).toEqual([0, length]);
      expect(at(from + (hours * hour) / 2)).toBeCloseTo(length / 2, 6);
      expect(
        new Set(ticks.slice(1).map((tick, place) => tick.at - (ticks[place]?.at ?? 0))).size,
      ).toBeLessThan(2);
      expect(ticks.every((tick) => tick.at >= from && tick.at <= to)).toBe(true);
      expect(ticks.length).toBeLessThanOrEqual(length / 76 + 2);
    }),
    { numRuns: runs(200, 20_000) },
  );
});

it.each([
  ['a day in hours of the reader', 24, 400, 8 * hour, ['12:00', '18:00', '11-02', '06:00']],
  [
    'a week in days',
    24 * 7,
    700,
    0,
    ['11-01', '11-02', '11-03', '11-04', '11-05', '11-06', '11-07', '11-08'],
  ],
  ['a year in quarters', 24 * 365, 400, 0, ['2027-01-21', '2027-04-22', '2027-07-22', '2027-10-21']],
])('%s', (_, hours, length, offset, texts) => {
  const { ticks } = timeScale({ from: begin, to: begin + hours * hour }, length, offset);
  expect(ticks.map(({ text }) => text)).toEqual(texts);
});
