const minute = 60_000;
const hour = 60 * minute;

/** Milliseconds before the next attempt: growing, for about two days. */
const pauses = [minute, 5 * minute, 15 * minute, hour, 3 * hour, 6 * hour, 12 * hour, 24 * hour] as const;

/**
 * Answers the milliseconds of rest after so many attempts; null: it is given up, and left to people.
 *
 * @example
 * pauseAfter(1) //=> 60000
 * pauseAfter(9) //=> null
 */
export function pauseAfter(attempts: number): number | null {
  return pauses[Math.max(0, attempts - 1)] ?? null;
}
