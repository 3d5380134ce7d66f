import { expect, it } from 'vitest';
import { secondsLeft } from './time-left.ts';

it.each([
  ['half done in ten seconds', { elapsed: 10_000, share: 0.5, last: null }, 10],
  ['hardly begun, and it took half a minute last time', { elapsed: 1_000, share: 0.05, last: 31_000 }, 30],
  ['hardly begun, and longer than last time', { elapsed: 40_000, share: 0.05, last: 31_000 }, null],
  ['hardly begun for the first time', { elapsed: 1_000, share: 0, last: null }, null],
  ['nearly done', { elapsed: 30_000, share: 0.99, last: null }, 1],
  ['done', { elapsed: 30_000, share: 1, last: 10_000 }, null],
] as const)('time that is left: %s', (_, taking, expected) => {
  expect(secondsLeft(taking)).toBe(expected);
});
