import { describe, expect, it } from 'vitest';
import { Throttle } from './throttle.ts';

const free = 3;
const options = { first: 2, longest: 60, memory: 900 };

function bench(before = { failures: 0, last: 0 }) {
  let now = 10_000_000;
  const throttle = new Throttle(
    options,
    () => now,
    async () => before,
  );
  const asking = {
    /** Seconds to wait; 0: tried, and failed. */
    async enter(key: string, borne: number): Promise<number> {
      await throttle.look(key);
      const seconds = throttle.wait(key, borne);
      if (seconds === 0) throttle.count(key);
      return seconds;
    },
    succeeded: (key: string) => throttle.forgive(key, throttle.failures(key)),
    forgive: (key: string, failures: number) => throttle.forgive(key, failures),
  };
  return { throttle: asking, wait: (seconds: number) => (now += seconds * 1000), now: () => now };
}

describe('a throttle', () => {
  it('lets some failures pass, then doubles the pause up to its longest', async () => {
    const { throttle, wait } = bench();
    for (let at = 0; at < free; at++) expect(await throttle.enter('ann', free)).toBe(0);
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 8; attempt++) {
      const pause = await throttle.enter('ann', free);
      pauses.push(pause);
      wait(pause);
      expect(await throttle.enter('ann', free)).toBe(0);
    }
    expect(pauses).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('counts an attempt before it is judged, so that a crowd does not slip through', async () => {
    const { throttle } = bench();
    const waits = await Promise.all(Array.from({ length: 20 }, () => throttle.enter('ann', free)));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(3);
  });

  it('does not count attempts that it refused', async () => {
    const { throttle, wait } = bench();
    for (let at = 0; at < 50; at++) await throttle.enter('ann', free);
    wait(2);
    expect(await throttle.enter('ann', free)).toBe(0);
  });

  it('forgets failures with a success, and after a while', async () => {
    const { throttle, wait } = bench();
    for (let at = 0; at < 4; at++) await throttle.enter('ann', free);
    throttle.succeeded('ann');
    expect(await throttle.enter('ann', free)).toBe(0);
    for (let at = 0; at < 9; at++) await throttle.enter('bob', free);
    wait(901);
    expect(await throttle.enter('bob', free)).toBe(0);
  });

  it('forgives some, and no more than there were', async () => {
    const { throttle } = bench();
    for (let at = 0; at < 4; at++) await throttle.enter('ann', free);
    throttle.forgive('ann', 1);
    expect(await throttle.enter('ann', free)).toBe(0);
    expect(await throttle.enter('ann', free)).toBe(2);
    throttle.forgive('ann', 99);
    for (let at = 0; at < free; at++) expect(await throttle.enter('ann', free)).toBe(0);
    expect(await throttle.enter('ann', free)).toBe(2);
  });

  it('keeps keys apart', async () => {
    const { throttle } = bench();
    for (let at = 0; at < 9; at++) await throttle.enter('ann', free);
    expect(await throttle.enter('bob', free)).toBe(0);
  });

  it('remembers what happened before a restart', async () => {
    const { throttle, wait } = bench({ failures: 5, last: 10_000_000 });
    expect(await throttle.enter('ann', free)).toBe(8);
    wait(8);
    expect(await throttle.enter('ann', free)).toBe(0);
  });
});
