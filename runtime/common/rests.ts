/** Milliseconds. */
export interface Pauses {
  readonly shortest: number;
  readonly longest: number;
}

/** The pauses of what was asked in vain: longer each time, so that nobody hammers at a closed door. */
export interface Rests {
  isResting(queue: string): boolean;
  /** It was asked in vain. */
  rest(queue: string): void;
  /** It answered. */
  end(queue: string): void;
}

/** @param clock Milliseconds since 1970. */
export function createRests(clock: () => number, { shortest, longest }: Pauses): Rests {
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
