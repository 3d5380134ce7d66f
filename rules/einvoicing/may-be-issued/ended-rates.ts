import { compare } from '../../../metadata/common/decimal.ts';

/** Rates that were taken out of use, each with its last day. */
const endedRates: readonly (readonly [rate: string, lastDay: string])[] = [
  ['0.17', '2018-04-30'],
  ['0.11', '2018-04-30'],
  ['0.16', '2019-03-31'],
  ['0.1', '2019-03-31'],
  ['0.04', '2014-06-30'],
];

/**
 * Returns the last day of a rate; null: it has no end.
 *
 * @example
 * lastDayOf('0.10') //=> '2019-03-31'
 * lastDayOf('0.05') //=> null
 */
export function lastDayOf(rate: string): string | null {
  return endedRates.find(([one]) => compare(one, rate) === 0)?.[1] ?? null;
}
