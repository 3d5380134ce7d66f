/**
 * A chain of questions that are all answered on this thread never leaves it: each is done by the time it is awaited.
 * Asked before each of them, this says when it is time to let others in. Most questions are alone, so that only every
 * eighth looks at the clock.
 */
export function createYieldToLoop(slice = 8): () => Promise<void> | undefined {
  let asked = 0;
  let began = 0;
  let timed = false;
  return () => {
    if (timed) {
      if (performance.now() - began < slice) return undefined;
      return new Promise((resolve) => setImmediate(resolve));
    }
    asked += 1;
    if (asked < untimed) return undefined;
    [asked, timed, began] = [0, true, performance.now()];
    setImmediate(() => {
      timed = false;
    });
    return undefined;
  };
}

const untimed = 8;
