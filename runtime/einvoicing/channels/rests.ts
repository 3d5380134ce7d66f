const shortest = 1_000;
const longest = 60_000;

/** The pauses of queues whose channel is away: longer each time, so that nobody hammers at a closed door. */
export interface Rests {
  isResting(queue: string): boolean;
  /** It was asked in vain. */
  rest(queue: string): void;
  /** It answered. */
  end(queue: string): void;
}

/** @param clock Milliseconds since 1970. */
export function createRests(clock: () => number): Rests {
  const rests = new Map<string, { readonly until: number; readonly pause: number }>();
  return {
    isResting: (queue) => (rests.get(queue)?.until ?? 0) > clock(),
    rest(queue) {
      const before = rests.get(queue)?.pause ?? shortest / 2;
      const pause = Math.min(before * 2, longest);
      rests.set(queue, { until: clock() + pause, pause });
    },
    end: (queue) => void rests.delete(queue),
  };
}
