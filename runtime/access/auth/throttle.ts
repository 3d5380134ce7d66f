import type { Connection } from '../../database/database.ts';
import { networkOf } from './known-networks.ts';

/** The measure of guessing that is borne before one has to wait. */
export interface ThrottleOptions {
  /** Seconds after the first failure beyond; doubled by each further one. */
  readonly first: number;
  /** Seconds at most. */
  readonly longest: number;
  /** Seconds after which failures are forgotten. */
  readonly memory: number;
}

/** Failures of a key that happened before this node looked: how many, and when the last one was (ms). */
type Recall = (key: string, since: number) => Promise<{ readonly failures: number; readonly last: number }>;

interface Seen {
  failures: number;
  last: number;
}

const manyKeys = 10_000;

/**
 * Counts failures by key. Whoever asks first looks a key up, then whether it has to wait, and counts the attempt as
 * failed before it is judged, without waiting for anything in between: many at once do not slip through together.
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

  /** Reads what is remembered of the key elsewhere, the first time. */
  async look(key: string): Promise<void> {
    if (this.#seen.has(key)) return;
    const recalled = await this.#recall(key, this.#clock() - this.#options.memory * 1000);
    if (!this.#seen.has(key)) this.#keep(key, { ...recalled });
  }

  /** Seconds until this key may try; 0: now. `free` failures cost nothing. */
  wait(key: string, free: number): number {
    const { failures, last } = this.#fresh(key);
    const beyond = failures - free;
    if (beyond < 0) return 0;
    const pause = Math.min(this.#options.longest, this.#options.first * 2 ** Math.min(beyond, 20));
    return Math.max(0, Math.ceil((last + pause * 1000 - this.#clock()) / 1000));
  }

  /** An attempt that is made now: it failed, until it is forgiven. */
  count(key: string): void {
    const seen = this.#fresh(key);
    seen.failures += 1;
    seen.last = this.#clock();
  }

  failures(key: string): number {
    return this.#fresh(key).failures;
  }

  /** So many failures were no guesses. */
  forgive(key: string, failures: number): void {
    const seen = this.#fresh(key);
    seen.failures = Math.max(0, seen.failures - failures);
  }

  #fresh(key: string): Seen {
    const seen = this.#seen.get(key) ?? this.#keep(key, { failures: 0, last: 0 });
    if (this.#clock() - seen.last > this.#options.memory * 1000) seen.failures = 0;
    return seen;
  }

  #keep(key: string, seen: Seen): Seen {
    if (this.#seen.size >= manyKeys) this.#forgetOld();
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

interface Failed {
  readonly account: string;
  readonly network: string;
}

interface Row {
  readonly at: number;
  readonly action: string;
  readonly target: string | null;
  readonly detail: string | null;
}

const looked = 2000;
/** An entry counts for so long, in milliseconds: what is remembered may stand in an older one. */
const span = 3600_000;

/**
 * Reads guesses from the audit trail: entries of one account and network each, with a count. A sign-in ends the
 * failures before it from the same network. `by` account: read by their index.
 */
export function recallFailures(
  database: Connection,
  keyOf: (failed: Failed) => string,
  by?: 'account',
): Recall {
  return async (key, since) => {
    const rows = await database.all<Row>(
      `select at, action, target, detail from gj_audit
       where at > ? and action in ('sign-in', 'sign-in-failed')${by ? ' and target = ?' : ''}
       order by at desc limit ${looked}`,
      by ? [since - span, key] : [since - span],
    );
    const succeeded = new Map<string, number>();
    let failures = 0;
    let last = 0;
    for (const { at, action, target, detail } of rows) {
      const { address, count = 1, until: said } = JSON.parse(detail ?? '{}') as Detail;
      const until = said === undefined ? at : Date.parse(said);
      const failed = { account: target ?? '', network: networkOf(address ?? '') };
      const pair = JSON.stringify(failed);
      if (action === 'sign-in') succeeded.set(pair, Math.max(at, succeeded.get(pair) ?? 0));
      else if (keyOf(failed) === key && until > Math.max(since, succeeded.get(pair) ?? 0)) {
        failures += count;
        last = Math.max(last, until);
      }
    }
    return { failures, last };
  };
}

interface Detail {
  readonly address?: string;
  readonly count?: number;
  /** When the last that was counted happened. */
  readonly until?: string;
}
