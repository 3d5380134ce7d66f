/** Work that takes a step now and then, all of it at once: for a page. */
export function inOneGo<T>(steps: Generator<undefined, T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same, letting others run wherever the pause has them. */
export async function withPauses<T>(
  steps: Generator<undefined, T>,
  pause: (() => Promise<void> | undefined) | undefined,
): Promise<T> {
  let step = steps.next();
  while (!step.done) {
    const resting = pause?.();
    if (resting !== undefined) await resting;
    step = steps.next();
  }
  return step.value;
}
