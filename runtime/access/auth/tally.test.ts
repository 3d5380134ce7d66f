import { expect, it } from 'vitest';
import { createTally } from './tally.ts';

it('is settled once all counts are written, also those that another had begun to write', async () => {
  const written: unknown[] = [];
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const tally = createTally({
    clock: Date.now,
    write: async () => 'entry',
    rewrite: async (_, detail) => {
      await gate;
      written.push(detail['count']);
    },
    failed: (error) => {
      throw error;
    },
  });
  const guess = {
    key: 'k',
    group: 'g',
    entry: { action: 'sign-in-failed' },
    rest: { action: 'sign-in-failed' },
  };
  for (let times = 0; times < 3; times += 1) await tally.count(guess);
  const first = tally.settle();
  const second = tally.settle().then(() => [...written]);
  go();
  await first;
  expect(await second).toEqual([3]);
});
