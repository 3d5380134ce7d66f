import { expect, it } from 'vitest';
import { lastDays, overDays } from './issuing-pictures.ts';

it('the last days end today and leave none out, over the end of a month and of a year', () => {
  expect(lastDays(new Date(2026, 2, 2), 4)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
  expect(lastDays(new Date(2027, 0, 1), 2)).toEqual(['2026-12-31', '2027-01-01']);
  expect(lastDays(new Date(2026, 10, 26))).toHaveLength(30);
});

it('a day on which nothing happened stands in its place, without a number', () => {
  const cell = { value: '3', text: '3' };
  const data = { categories: ['2026-03-02'], series: [{ name: 'Blue', cells: [cell] }] };
  expect(overDays(data, ['2026-03-01', '2026-03-02'])).toEqual({
    categories: ['03-01', '03-02'],
    series: [{ name: 'Blue', cells: [null, cell] }],
  });
});
