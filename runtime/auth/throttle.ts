/** How much guessing is borne before one has to wait. */
export interface ThrottleOptions {
  /** Seconds after the first failure beyond; doubled by each further one. */
  readonly first: number;
  /** Seconds at most: a person is delayed by a stranger's guesses, never locked out. */
  readonly longest: number;
  /** Seconds after which failures are forgotten. */
  readonly memory: number;
}

export const userThrottle: ThrottleOptions = { first: 2, longest: 60, memory: 900 };
export const addressThrottle: ThrottleOptions = { first: 2, longest: 900, memory: 3600 };

/** Failures of a key that happened before this node looked: how many, and when the last one was (ms). */
export type Recall = (
  key: string,
  since: number,
) => Promise<{ readonly failures: number; readonly last: number }>;

interface Seen {
  failures: number;
  last: number;
}

const manyKeys = 10_000;

/**
 * Counts failures by key. An attempt is counted as failed before it is judged, so that many at once
 * do not slip through together; success forgets them.
 */
export class Throttle {
  readonly #options: ThrottleOptions;
  readonly #clock: () => number;
  readonly #recall: Recall;
  readonly #seen = new Map<string, Seen>();

  constructor(options: ThrottleOptions, clock: () => number, recall: Recall) {
    this.#options = options;
    this.#clock = clock;
    this.#recall = recall;
  }

  /** Seconds to wait before this key may try, 0 when it may; then the attempt is counted. `free` failures cost nothing. */
  async enter(key: string, free: number): Promise<number> {
    const seen = await this.#find(key);
    const now = this.#clock();
    if (now - seen.last > this.#options.memory * 1000) seen.failures = 0;
    const beyond = seen.failures - free;
    const pause =
      beyond < 0 ? 0 : Math.min(this.#options.longest, this.#options.first * 2 ** Math.min(beyond, 20));
    const wait = seen.last + pause * 1000 - now;
    if (pause > 0 && wait > 0) return Math.ceil(wait / 1000);
    seen.failures += 1;
    seen.last = now;
    return 0;
  }

  succeeded(key: string): void {
    this.#seen.set(key, { failures: 0, last: this.#clock() });
  }

  async #find(key: string): Promise<Seen> {
    const known = this.#seen.get(key);
    if (known) return known;
    const recalled = await this.#recall(key, this.#clock() - this.#options.memory * 1000);
    const raced = this.#seen.get(key);
    if (raced) return raced;
    if (this.#seen.size >= manyKeys) this.#forgetOld();
    const seen = { ...recalled };
    this.#seen.set(key, seen);
    return seen;
  }

  #forgetOld(): void {
    const before = this.#clock() - this.#options.memory * 1000;
    for (const [key, seen] of this.#seen) if (seen.last < before) this.#seen.delete(key);
    for (const key of this.#seen.keys()) {
      if (this.#seen.size < manyKeys) break;
      this.#seen.delete(key);
    }
  }
}
