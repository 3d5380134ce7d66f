/**
 * The places of the longest run of numbers that rise, others left out: what need not move where a list is brought into
 * another order. Numbers below zero are in no run.
 *
 * @example
 * longestRise([3, 0, 1, 2]) //=> new Set([1, 2, 3])
 */
export function longestRise(numbers: readonly number[]): ReadonlySet<number> {
  /** By length of a run the place of the least number that ends one so long. */
  const ends: number[] = [];
  const before = new Map<number, number | undefined>();
  for (const [at, number] of numbers.entries()) {
    if (number < 0) continue;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    before.set(at, ends[low - 1]);
    ends[low] = at;
  }
  const run = new Set<number>();
  for (let at = ends.at(-1); at !== undefined; at = before.get(at)) run.add(at);
  return run;
}
