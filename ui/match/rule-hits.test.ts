import { expect, it } from 'vitest';
import { weeksOf } from './rule-hits.ts';

const today = '2026-11-26';
const lastWeeks = (wins: Parameters<typeof weeksOf>[0]) => weeksOf(wins, today).slice(-3);

it.each([
  ['today is in the last week', [{ day: today, won: 2 }], [0, 0, 2]],
  [
    'six days ago too, and is added',
    [
      { day: '2026-11-20', won: 1 },
      { day: today, won: 2 },
    ],
    [0, 0, 3],
  ],
  ['seven days ago is the week before', [{ day: '2026-11-19', won: 4 }], [0, 4, 0]],
  ['what nobody won is nothing', [], [0, 0, 0]],
])('wins by week: %s', (_, wins, last) => {
  expect(lastWeeks(wins)).toEqual(last);
});

it('ninety days are in one of the weeks each', () => {
  const day = (back: number) => new Date(Date.parse(today) - back * 86_400_000).toISOString().slice(0, 10);
  const all = Array.from({ length: 90 }, (_, back) => ({ day: day(back), won: 1 }));
  expect(weeksOf(all, today).reduce((sum, one) => sum + one)).toBe(90);
});
