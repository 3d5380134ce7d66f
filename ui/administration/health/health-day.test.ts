import { expect, it } from 'vitest';
import { dayOf } from './health-day.ts';

const now = Date.parse('2026-11-26T12:10:00Z');
const slot = (from: string, requests: number, milliseconds: number, memory: number) => ({
  ...{ from, requests, failed: 1, milliseconds, memory: memory * 1_048_576 },
});

it('five minutes of one half hour are told together, and a half hour without a request is none', () => {
  const day = dayOf(
    [
      slot('2026-11-26T11:02:00Z', 2, 30, 100),
      slot('2026-11-26T11:27:00Z', 1, 60, 120),
      slot('2026-11-26T12:01:00Z', 4, 10, 90),
      // More than a day ago.
      slot('2026-11-25T11:00:00Z', 99, 99, 999),
    ],
    now,
  );
  expect(day.requests).toHaveLength(48);
  expect(day.requests.slice(-3)).toEqual(['3', null, '4']);
  expect(day.mean.slice(-3)).toEqual(['30.0', null, '2.5']);
  expect(day.memory.slice(-3)).toEqual(['120', null, '90']);
  expect(day.failed.filter((one) => one !== null)).toEqual(['2', '1']);
});
