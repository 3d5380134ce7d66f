import { add, compare, div } from '../../metadata/common/decimal.ts';
import type { MeasureName } from '../../metadata/property/report-words.ts';

/** What values come to, so that it can be put together with what others come to: nothing is rounded in between. */
export interface Tally {
  /** How many there are: of `count` records or rows, else values that are not empty. */
  readonly count: number;
  /** Null: there is none. */
  readonly sum: string | null;
  readonly least: string | null;
  readonly most: string | null;
}

/** By the currency of the amounts; empty: none is told, or they are no amounts. */
export type Tallies = ReadonlyMap<string, Tally>;

/** Puts together what several groups come to. */
export function together(all: Iterable<Tallies>): Tallies {
  const found = new Map<string, Tally>();
  for (const tallies of all)
    for (const [currency, tally] of tallies) {
      const known = found.get(currency);
      found.set(currency, known ? both(known, tally) : tally);
    }
  return found;
}

function both(one: Tally, other: Tally): Tally {
  return {
    count: one.count + other.count,
    sum: either(one.sum, other.sum, add),
    least: either(one.least, other.least, (a, b) => (precedes(a, b) ? a : b)),
    most: either(one.most, other.most, (a, b) => (precedes(a, b) ? b : a)),
  };
}

function either(
  one: string | null,
  other: string | null,
  joined: (a: string, b: string) => string,
): string | null {
  if (one === null || other === null) return one ?? other;
  return joined(one, other);
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/** Days are ordered as texts, numbers as such. */
function precedes(a: string, b: string): boolean {
  return day.test(a) && day.test(b) ? a < b : compare(a, b) < 0;
}

/** What a cell says of it; null: there is nothing to say. `scale`: digits of an average. */
export function measured(of: MeasureName, tally: Tally | undefined, scale: number): string | null {
  if (of === 'count') return String(tally?.count ?? 0);
  if (!tally || tally.count === 0) return null;
  if (of === 'average') return tally.sum === null ? null : div(tally.sum, String(tally.count), scale);
  return of === 'sum' ? tally.sum : tally[of];
}
