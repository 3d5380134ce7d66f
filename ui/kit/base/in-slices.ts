/** Milliseconds that long work holds the page at once: less than a frame. */
const longest = 8;

/**
 * Long work of a page: what is done within a slice is answered at once, else the page is let go between two slices, so
 * that keys and frames come first. Undefined: it was given up, as it no longer `stands`.
 */
export function inSlices<T>(
  steps: Generator<undefined, T>,
  stands: () => boolean,
): T | Promise<T | undefined> {
  const first = slice(steps);
  return first.done ? first.value : theRest(steps, stands);
}

async function theRest<T>(steps: Generator<undefined, T>, stands: () => boolean): Promise<T | undefined> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (!stands()) return undefined;
    const { done, value } = slice(steps);
    if (done) return value;
  }
}

function slice<T>(steps: Generator<undefined, T>): IteratorResult<undefined, T> {
  const from = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done || performance.now() - from >= longest) return step;
  }
}
