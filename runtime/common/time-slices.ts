import { setImmediate as atTheEnd } from 'node:timers';
import { setImmediate } from 'node:timers/promises';
import type { Pause } from '../../rules/match/slices.ts';

/** Milliseconds one piece of work may hold the thread. */
const stretch = 8;

/** When the first work of this turn of the event loop began. */
let began: number | undefined;

/**
 * Offers of a break, taken when the thread was held for some milliseconds: by this work, or by others before it in the
 * same turn, so that a chain of them holds nobody longer than one. `stop` ends the work with an error. `most`: how many
 * milliseconds; fewer for work that takes many seconds, since an answer to somebody else takes several turns.
 */
export function timeSlices(stop?: () => Error | null, most = stretch): Pause {
  let since = turnBegan();
  return () => (performance.now() - since < most ? undefined : rest());

  async function rest(): Promise<void> {
    await setImmediate();
    const reason = stop?.();
    if (reason) throw reason;
    // A stretch of its own, or whoever rests beside long work would hardly get on.
    since = performance.now();
    turnBegan();
  }
}

function turnBegan(): number {
  if (began === undefined) {
    began = performance.now();
    atTheEnd(() => {
      began = undefined;
    });
  }
  return began;
}

/** Long work on the server's thread, cut so that nobody waits for all of it. */
export interface Slices {
  /** Lets others through when the slice is used up. */
  breathe(): Promise<void> | void;
  drain<T>(steps: Generator<undefined, T>): Promise<T>;
}

export function createSlices(): Slices {
  const breathe = timeSlices();
  return {
    breathe,
    async drain(steps) {
      for (;;) {
        const { done, value } = steps.next();
        if (done) return value;
        const resting = breathe();
        if (resting !== undefined) await resting;
      }
    },
  };
}
