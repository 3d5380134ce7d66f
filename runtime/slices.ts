import { breaks } from './breaks.ts';

/** Long work on the server's thread, cut so that nobody waits for all of it. */
export interface Slices {
  /** Lets others through when the slice is used up. */
  breathe(): Promise<void> | void;
  drain<T>(steps: Generator<undefined, T>): Promise<T>;
}

export function createSlices(): Slices {
  const breathe = breaks();
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
