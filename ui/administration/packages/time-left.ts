/** The facts from which the time still needed is estimated. */
interface Taking {
  /** Milliseconds since it began. */
  readonly elapsed: number;
  /** The share that is done, from 0 to 1. */
  readonly share: number;
  /** Milliseconds it took last time; null: nobody knows. */
  readonly last: number | null;
}

/** Below this, how quickly it went so far says little of what comes. */
const telling = 0.2;

/**
 * Seconds that are left, as far as one can know: by how it went until now, before that by how long it took last. Null:
 * nothing honest can be said.
 *
 * @example
 * secondsLeft({ elapsed: 10_000, share: 0.5, last: null }) //=> 10
 * secondsLeft({ elapsed: 1_000, share: 0.05, last: 31_000 }) //=> 30
 * secondsLeft({ elapsed: 40_000, share: 0.05, last: 31_000 }) //=> null
 */
export function secondsLeft({ elapsed, share, last }: Taking): number | null {
  const left = share >= telling ? (elapsed * (1 - share)) / share : last === null ? 0 : last - elapsed;
  return left > 0 ? Math.max(1, Math.round(left / 1_000)) : null;
}

/** Reads how many milliseconds a task took in this browser last time; null: nobody knows. */
export function lastTook(what: string): number | null {
  const kept = Number(localStorage.getItem(`guiju.took.${what}`));
  return kept > 0 ? kept : null;
}

export function keepTook(what: string, took: number): void {
  localStorage.setItem(`guiju.took.${what}`, String(Math.round(took)));
}
