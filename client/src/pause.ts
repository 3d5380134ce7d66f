/** Waits, or until there is no more sense in it; keeps no process alive. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    (timer as { unref?: () => void }).unref?.();
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });
}

/** So that a thousand programs do not come back at once. */
export function jittered(milliseconds: number): number {
  return milliseconds * (0.8 + Math.random() * 0.4);
}

/** Longer each time, up to ten seconds. */
export function backoff(failures: number): number {
  return jittered(Math.min(10_000, 250 * 2 ** Math.min(failures, 10)));
}
