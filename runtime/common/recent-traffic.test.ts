import { expect, it } from 'vitest';
import { RecentTraffic, slotLength } from './recent-traffic.ts';

const counted = (traffic: RecentTraffic, now: number) =>
  traffic.slots(now).map(({ at, requests, failed, milliseconds }) => [at, requests, failed, milliseconds]);

it('what happens in the same five minutes is told together, and a slot without a request is none', () => {
  const traffic = new RecentTraffic(() => 42);
  traffic.note(200, 10, 0);
  traffic.note(503, 30, slotLength - 1);
  traffic.note(404, 5, 3 * slotLength);
  expect(counted(traffic, 3 * slotLength)).toEqual([
    [0, 2, 1, 40],
    [3, 1, 0, 5],
  ]);
  expect(traffic.slots(0)[0]?.memory).toBe(42);
});

it('no more than a day is kept, and what is older is not told', () => {
  const traffic = new RecentTraffic(() => 42);
  for (let at = 0; at < 400; at++) traffic.note(200, 1, at * slotLength);
  expect(traffic.slots(399 * slotLength)).toHaveLength(288);
  expect(traffic.slots(399 * slotLength)[0]?.at).toBe(112);
  // A quiet day later nothing of it is there.
  expect(traffic.slots(399 * slotLength + 288 * slotLength)).toEqual([]);
});
