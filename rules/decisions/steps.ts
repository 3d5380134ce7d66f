/** Work that offers breaks: it yields wherever others may be let in, and returns what it comes to. */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** Nobody is let in. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** `pause` says at every break whether it is taken. Default: none is. */
export async function withBreaks<Result>(
  steps: Steps<Result>,
  pause: (() => Promise<void> | undefined) | undefined,
): Promise<Result> {
  if (!pause) return atOnce(steps);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    const resting = pause();
    if (resting !== undefined) await resting;
  }
}
