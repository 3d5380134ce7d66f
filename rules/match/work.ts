import type { Pause } from './slices.ts';

/** Work that may be done at once or in slices: it yields where others may be let in. */
export type Work<T> = Generator<undefined, T>;

export function atOnce<T>(work: Work<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

export async function inSlices<T>(work: Work<T>, pause: Pause): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await pause();
  }
}

/** Sorted, some at a time; equals stay as they were. */
export function* sortedBy<T>(list: readonly T[], compare: (a: T, b: T) => number): Work<T[]> {
  let runs: T[][] = [];
  for (let from = 0; from < list.length; from += runLength) {
    runs.push(list.slice(from, from + runLength).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const longer: T[][] = [];
    for (let at = 0; at < runs.length; at += 2)
      longer.push(yield* mergedBy(runs[at] ?? [], runs[at + 1] ?? [], compare));
    runs = longer;
  }
  return runs[0] ?? [];
}

const runLength = 512;

/** Two sorted lists as one. */
export function* mergedBy<T>(
  stay: readonly T[],
  come: readonly T[],
  compare: (a: T, b: T) => number,
): Work<T[]> {
  const merged: T[] = [];
  let at = 0;
  for (const next of come) {
    for (let held = stay[at]; held !== undefined && compare(held, next) <= 0; held = stay[at]) {
      merged.push(held);
      at += 1;
      if (merged.length % runLength === 0) yield;
    }
    merged.push(next);
    if (merged.length % runLength === 0) yield;
  }
  for (; at < stay.length; at += 1) {
    merged.push(stay[at] as T);
    if (merged.length % runLength === 0) yield;
  }
  return merged;
}
