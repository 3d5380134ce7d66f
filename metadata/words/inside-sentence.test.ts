import { expect, it } from 'vitest';
import { singular } from './inside-sentence.ts';

it.each([
  ['Lines', 'Line'],
  ['lines', 'line'],
  ['Categories', 'Category'],
  ['Boxes', 'Box'],
  ['Batches', 'Batch'],
  ['Invoice types', 'Invoice type'],
  ['Days', 'Day'],
  ['Goods', undefined],
  ['Status', undefined],
  ['Address', undefined],
  ['Additional information', undefined],
  ['明细', undefined],
  ['', undefined],
])('of “%s” one is “%s”', (several, one) => {
  expect(singular(several)).toBe(one);
});
