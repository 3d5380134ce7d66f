import type { Endpoint } from './endpoint.ts';

/** Upper bounds of the buckets of answer times, in milliseconds. */
export const buckets: readonly number[] = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000];

/** What one endpoint has answered since the start. */
export interface Count {
  readonly endpoint: Pick<Endpoint, 'method' | 'path'>;
  /** Answers by class of status: 1xx … 5xx. */
  readonly classes: number[];
  readonly times: number[];
  milliseconds: number;
}

/** Counts answers in plain numbers; `/metrics` makes words of them when somebody asks. */
export class Traffic {
  readonly #counts: Count[] = [];

  count(endpoint: Pick<Endpoint, 'method' | 'path'>): (status: number, milliseconds: number) => void {
    const count: Count = {
      endpoint,
      classes: [0, 0, 0, 0, 0],
      times: buckets.map(() => 0).concat(0),
      milliseconds: 0,
    };
    this.#counts.push(count);
    return (status, milliseconds) => {
      const group = Math.trunc(status / 100) - 1;
      count.classes[group] = (count.classes[group] ?? 0) + 1;
      count.milliseconds += milliseconds;
      let bucket = 0;
      while (bucket < buckets.length && milliseconds > (buckets[bucket] ?? 0)) bucket += 1;
      count.times[bucket] = (count.times[bucket] ?? 0) + 1;
    };
  }

  counts(): readonly Count[] {
    return this.#counts;
  }
}
