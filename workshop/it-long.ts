import { it } from 'vitest';

/** Whether `npm test` runs, as its script says; somebody who names suites himself gets all of their tests. */
export const isUsual = process.env['GUIJU_SUITES'] === 'usual';

/**
 * A test of something seldom touched, or asked by another test as well: `npm test` leaves it to `npm run test:long`.
 */
export const itLong = isUsual ? it.skip : it;

/** Of many examples of one thing, every so manieth for `npm test`, and all of them else. */
export function someOf<T>(all: readonly T[], every: number): readonly T[] {
  return isUsual ? all.filter((_, at) => at % every === 0) : all;
}
