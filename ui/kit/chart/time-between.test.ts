import { expect, it } from 'vitest';
import { timeBetween } from './time-between.ts';

const from = '2026-11-26T09:00:00.000Z';

it.each([
  ['no time at all', '2026-11-26T09:00:00.300Z', ''],
  ['seconds', '2026-11-26T09:00:42.000Z', '42 秒'],
  ['a whole hour', '2026-11-26T10:00:00.000Z', '1 小时'],
  ['an hour and minutes', '2026-11-26T10:05:59.000Z', '1 小时 5 分钟'],
  ['days and hours, and no minutes', '2026-11-28T11:30:00.000Z', '2 天 2 小时'],
  ['days and less than an hour', '2026-11-28T09:30:00.000Z', '2 天'],
])('%s', (_, to, words) => {
  expect(timeBetween(from, to)).toBe(words);
  // The way back is as long.
  expect(timeBetween(to, from)).toBe(words);
});
