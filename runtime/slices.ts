import { setImmediate as turn } from 'node:timers/promises';

/** Milliseconds of work after which others are let through. */
const slice = 10;

/** Long work on the server's thread, cut so that nobody waits for all of it. */
export interface Slices {
  /** Lets others through when the slice is used up. */
  breathe(): Promise<void> | void;
  drain<T>(steps: Generator<undefined, T>): Promise<T>;
}

export function createSlices(): Slices {
  let since = performance.now();

  async function rest(): Promise<void> {
    await turn();
    since = performance.now();
  }

  const breathe = () => (performance.now() - since < slice ? undefined : rest());

  return {
    breathe,
    async drain(steps) {
      for (;;) {
        const { done, value } = steps.next();
        if (done) return value;
        if (performance.now() - since >= slice) await rest();
      }
    },
  };
}
