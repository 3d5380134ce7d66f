import { expect, it } from 'vitest';
import { overDays } from './issuing-pictures.ts';

it('a day on which nothing happened stands in its place, without a number', () => {
  const cell = { value: '3', text: '3' };
  const data = { categories: ['2026-03-02'], series: [{ name: 'Blue', cells: [cell] }] };
  expect(overDays(data, ['2026-03-01', '2026-03-02'])).toEqual({
    categories: ['03-01', '03-02'],
    series: [{ name: 'Blue', cells: [null, cell] }],
  });
});
