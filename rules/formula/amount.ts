import {
  add,
  ceil,
  compare,
  cut,
  div,
  mul,
  negate,
  round,
  scaleOf,
  sign,
  sub,
} from '../../metadata/common/decimal.ts';

/**
 * A number in a formula: a fraction of two decimals, so that a third of three thirds is one. It is rounded once, where it
 * becomes a value of a field or somebody rounds it.
 */
export interface Amount {
  readonly over: string;
  /** Greater than nothing. */
  readonly under: string;
}

/** Of a divisor: longer ones are divided by at once, to 200 digits. */
const longestUnder = 100;
/** What is longer comes to nothing: no column holds it, and each product of such values has twice the digits. */
const longest = 3600;
/** Places that are looked at to tell how a fraction is rounded, more than two short numbers can differ in. */
const places = 400;

export function amountOf(decimal: string): Amount {
  return { over: decimal, under: '1' };
}

export function plusOf(a: Amount, b: Amount): Amount | null {
  if (a.under === b.under) return kept(add(a.over, b.over), a.under);
  return kept(add(mul(a.over, b.under), mul(b.over, a.under)), mul(a.under, b.under));
}

export function minusOf(a: Amount, b: Amount): Amount | null {
  if (a.under === b.under) return kept(sub(a.over, b.over), a.under);
  return kept(sub(mul(a.over, b.under), mul(b.over, a.under)), mul(a.under, b.under));
}

export function timesOf(a: Amount, b: Amount): Amount | null {
  return kept(mul(a.over, b.over), mul(a.under, b.under));
}

/** Null for a division by zero. */
export function overOf(a: Amount, b: Amount): Amount | null {
  const way = sign(b.over);
  if (way === 0) return null;
  const [over, under] = [mul(a.over, b.under), mul(a.under, b.over)];
  return way < 0 ? kept(negate(over), negate(under)) : kept(over, under);
}

export function negativeOf({ over, under }: Amount): Amount {
  return { over: negate(over), under };
}

/** Negative, zero or positive, as a sort wants it. */
export function orderOfAmounts(a: Amount, b: Amount): number {
  if (a.under === b.under) return compare(a.over, b.over);
  return compare(mul(a.over, b.under), mul(b.over, a.under));
}

export type Rounding = 'half-up' | 'half-even' | 'up' | 'down';

/** As a decimal of so many digits after the point. `up` and `down` are away from nothing and towards it. */
export function rounded(amount: Amount, scale: number, rounding: Rounding = 'half-up'): string {
  const { over, under } = amount;
  if (under === '1' && scaleOf(over) <= scale) return over;
  const half = under === '1' ? round(over, scale) : (div(over, under, scale) ?? '0');
  if (rounding === 'half-up') return half;
  const exact = under === '1' ? over : (div(over, under, places) ?? '0');
  const down = cut(exact, scale);
  if (rounding === 'down' || down === exact) return down;
  const unit = scale === 0 ? '1' : `0.${'0'.repeat(scale - 1)}1`;
  const up = sign(exact) < 0 ? sub(down, unit) : add(down, unit);
  if (rounding === 'up') return up;
  // Between the two, and even where it is in the middle.
  if (compare(sub(exact, down), sub(up, exact)) !== 0) return half;
  return isEven(down, scale) ? down : up;
}

/** As it stands in a text: of so many digits that nobody misses the rest. */
export function inDigits(amount: Amount): string {
  return rounded(amount, 30);
}

function isEven(decimal: string, scale: number): boolean {
  const units = mul(decimal, `1${'0'.repeat(scale)}`);
  const half = mul(units, '0.5');
  return ceil(half) === half;
}

function kept(over: string, under: string): Amount | null {
  if (over.length > longest) return null;
  if (under.length > longestUnder) return { over: div(over, under, places) ?? '0', under: '1' };
  return { over, under };
}
