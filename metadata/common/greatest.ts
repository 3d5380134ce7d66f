/**
 * The greatest of any number of numbers, none of them below `least`: as arguments of `Math.max` too many overflow the
 * stack.
 */
export function greatest(numbers: Iterable<number>, least = 0): number {
  let found = least;
  for (const one of numbers) if (one > found) found = one;
  return found;
}
