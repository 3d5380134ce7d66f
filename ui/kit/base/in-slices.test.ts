import { expect, it } from 'vitest';
import { inSlices } from './in-slices.ts';

/** Work of so many steps, each of some milliseconds; counts what was done. */
function work(steps: number, milliseconds: number) {
  const done = { steps: 0 };
  function* made(): Generator<undefined, string> {
    for (let step = 0; step < steps; step += 1) {
      const from = performance.now();
      while (performance.now() - from < milliseconds);
      done.steps += 1;
      yield;
    }
    return 'made';
  }
  return { done, made: made() };
}

it('little work is answered at once', () => {
  expect(inSlices(work(20, 0).made, () => true)).toBe('made');
});

it('long work lets others run between its slices, and comes to its end', async () => {
  const { made } = work(12, 3);
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 0);
  const answer = inSlices(made, () => true);
  expect(answer).toBeInstanceOf(Promise);
  expect(await answer).toBe('made');
  clearInterval(timer);
  expect(turns).toBeGreaterThan(0);
});

it('what is stale is given up at the next slice', async () => {
  const { made, done } = work(100, 3);
  expect(await inSlices(made, () => false)).toBeUndefined();
  expect(done.steps).toBeLessThan(100);
});
