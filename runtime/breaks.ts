import { setImmediate } from 'node:timers/promises';
import type { Pause } from '../rules/match/slices.ts';

/** Milliseconds one piece of work may hold the thread. */
const stretch = 8;

/** Offers of a break, taken when this work has held the thread for some milliseconds. `stop` ends the work with an error. */
export function breaks(stop?: () => Error | null): Pause {
  let since = performance.now();
  return () => (performance.now() - since < stretch ? undefined : rest());

  async function rest(): Promise<void> {
    await setImmediate();
    const reason = stop?.();
    if (reason) throw reason;
    since = performance.now();
  }
}
