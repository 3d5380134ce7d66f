export interface Held {
  /** Longest hold, in milliseconds. */
  readonly longest: number;
  /** All that the thread did meanwhile. */
  readonly used: number;
}

/**
 * Watches how long this thread is held between two turns, by its own processor time, so that other work on the machine
 * does not count.
 */
export function watchHolds(): { stop(): Held } {
  const began = used();
  let [longest, last] = [0, began];
  const look = (): void => {
    const now = used();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(look, 1);
  return {
    stop() {
      clearInterval(timer);
      look();
      return { longest, used: last - began };
    },
  };
}

function used(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
