/**
 * Runs `work` once at a time. Whoever calls during a run shares the next one, so that what they hear is never older
 * than their call.
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  function call(): Promise<void> {
    if (running !== null) {
      next ??= running
        .catch(() => {})
        .then(() => {
          next = null;
          return call();
        });
      return next;
    }
    running = work().finally(() => {
      running = null;
    });
    return running;
  }
  return call;
}
