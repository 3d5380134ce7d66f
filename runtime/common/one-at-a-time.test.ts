import { expect, it } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

it('shares one run among those who come while another is under way, and never overlaps', async () => {
  const started: number[] = [];
  let open: () => void = () => {};
  let under = 0;
  const call = oneAtATime(async () => {
    expect(++under).toBe(1);
    started.push(started.length);
    await new Promise<void>((resolve) => {
      open = resolve;
    });
    under--;
  });
  const first = call();
  const [second, third] = [call(), call()];
  expect([started.length, second === third, first === second]).toEqual([1, true, false]);
  open();
  await first;
  await Promise.resolve();
  expect(started.length).toBe(2);
  open();
  await Promise.all([second, third]);
  expect(started.length).toBe(2);
});

it('goes on after a failure, which only those hear who waited for that run', async () => {
  let fail = true;
  const call = oneAtATime(async () => {
    if (fail) throw new Error('away');
  });
  const first = call();
  const second = call();
  fail = false;
  await expect(first).rejects.toThrow('away');
  await expect(second).resolves.toBeUndefined();
});
