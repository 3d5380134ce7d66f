import { describe, expect, it } from 'vitest';
import { randomOf } from '../work/bench.ts';
import { schedule } from './schedule.ts';

const hour = 3_600_000;
const parts = { length: hour, members: 3, nodes: 2 };

describe('what goes wrong in a run', () => {
  it('is the same of the same seed, and other of another', () => {
    expect(schedule(randomOf(7), parts)).toEqual(schedule(randomOf(7), parts));
    expect(schedule(randomOf(7), parts)).not.toEqual(schedule(randomOf(8), parts));
  });

  it.each([1, 2, 3])('is over before the run is, one thing after another in each lane (seed %i)', (seed) => {
    for (const troubles of schedule(randomOf(seed), parts).values())
      for (const [at, trouble] of troubles.entries()) {
        const next = troubles[at + 1];
        expect(trouble.at + trouble.lasts).toBeLessThanOrEqual(next?.at ?? hour);
      }
  });

  it('is everything that can go wrong, in an hour', () => {
    const sorts = [...schedule(randomOf(1), parts).values()].flat().map(({ what }) => what);
    expect([...new Set(sorts)].sort()).toMatchInlineSnapshot(`
      [
        "commit-lost",
        "commit-unheard",
        "home-full",
        "member-clock",
        "member-full",
        "member-isolated",
        "member-killed",
        "member-paused",
        "member-stopped",
        "node-clock",
        "node-killed",
        "node-paused",
        "node-stopped",
        "node-upgraded",
        "outside-loses",
        "outside-refuses",
        "wire-cut",
        "wire-hangs",
        "wire-slow",
        "wires-cut",
      ]
    `);
  });
});
