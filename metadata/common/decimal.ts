import { Decimal } from 'decimal.js';
import {
  opposite,
  order,
  over,
  plus,
  type Short,
  written as shortened,
  shortOf,
  times,
} from './short-decimal.ts';

/**
 * The one door to decimal.js. A decimal is its canonical text everywhere else: no exponent, no plus, no
 * leading or trailing zeros, `-0` is `0`. Arithmetic is exact; only `div`, `round` and `cut` drop digits,
 * and they are told how many to keep. What is short goes by whole numbers, with the same answers.
 */
const Exact = Decimal.clone({
  // More than the longest product there is: the operands of a computed field, each of the widest column.
  precision: 4000,
  rounding: Decimal.ROUND_HALF_UP,
  toExpNeg: -9e15,
  toExpPos: 9e15,
});
/** Digits a quotient is computed to before it is rounded; operands have far fewer. */
const Quotient = Exact.clone({ precision: 200 });

const nothing: Short = { units: 0, places: 0 };
const unit: Short = { units: 1, places: 0 };

const written = /^-?\d{1,200}(\.\d{1,200})?$/;

/**
 * Canonical text of what somebody wrote, or null when it is not a plain decimal number.
 *
 * @example
 * parseDecimal('-0.50') //=> '-0.5'
 * parseDecimal('1e3') //=> null
 * parseDecimal('1,000') //=> null
 */
export function parseDecimal(value: string | number): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? canonical(new Exact(value)) : null;
  return written.test(value) ? canonical(new Exact(value)) : null;
}

/**
 * @example
 * add('0.1', '0.2') //=> '0.3'
 */
export function add(a: string, b: string): string {
  const [one, other] = [shortOf(a), shortOf(b)];
  const short = one && other && plus(one, other);
  if (short) return shortened(short);
  return canonical(new Exact(a).plus(b));
}

export function sub(a: string, b: string): string {
  const [one, other] = [shortOf(a), shortOf(b)];
  const short = one && other && plus(one, opposite(other));
  if (short) return shortened(short);
  return canonical(new Exact(a).minus(b));
}

/**
 * @example
 * mul('1.13', '100.00') //=> '113'
 */
export function mul(a: string, b: string): string {
  const [one, other] = [shortOf(a), shortOf(b)];
  if (one && other) return times(one, other);
  return canonical(new Exact(a).times(b));
}

/**
 * Rounded half up to `scale` decimals; null for a division by zero.
 *
 * @example
 * div('1', '3', 4) //=> '0.3333'
 * div('1', '0', 2) //=> null
 */
export function div(a: string, b: string, scale: number): string | null {
  const [one, other] = [shortOf(a), shortOf(b)];
  if (one && other) return other.units === 0 ? null : over(one, other, scale);
  const divisor = new Quotient(b);
  if (divisor.isZero()) return null;
  return canonical(new Quotient(a).div(divisor).toDecimalPlaces(scale));
}

/**
 * @example
 * sum(['0.1', '0.2', '-0.3']) //=> '0'
 */
export function sum(values: Iterable<string>): string {
  let short: Short | null = nothing;
  let total: Decimal | null = null;
  for (const value of values) {
    const one: Short | null = total === null ? shortOf(value) : null;
    const next: Short | null = short && one && plus(short, one);
    if (!next) total = (total ?? new Exact(shortened(short ?? nothing))).plus(value);
    short = next;
  }
  return total === null ? shortened(short ?? nothing) : canonical(total);
}

/**
 * Half away from zero: 0.125 → 0.13 and -0.125 → -0.13 at scale 2.
 *
 * @example
 * round('0.125', 2) //=> '0.13'
 * round('-0.125', 2) //=> '-0.13'
 */
export function round(value: string, scale: number): string {
  const short = shortOf(value);
  if (short) return over(short, unit, scale);
  return canonical(new Exact(value).toDecimalPlaces(scale));
}

/**
 * Towards zero: 0.129 → 0.12 at scale 2.
 *
 * @example
 * cut('0.129', 2) //=> '0.12'
 * cut('-0.129', 2) //=> '-0.12'
 */
export function cut(value: string, scale: number): string {
  const short = shortOf(value);
  if (short) return over(short, unit, scale, 'down');
  return canonical(new Exact(value).toDecimalPlaces(scale, Decimal.ROUND_DOWN));
}

/**
 * Up to the next whole number: 1.2 → 2, -1.2 → -1.
 *
 * @example
 * ceil('1.2') //=> '2'
 * ceil('-1.2') //=> '-1'
 */
export function ceil(value: string): string {
  return canonical(new Exact(value).ceil());
}

/** Negative, zero or positive, as a sort wants it. */
export function compare(a: string, b: string): number {
  const [one, other] = [shortOf(a), shortOf(b)];
  const short = one && other && order(one, other);
  return short ?? new Exact(a).comparedTo(b);
}

export function negate(value: string): string {
  const short = shortOf(value);
  if (short) return shortened(opposite(short));
  return canonical(new Exact(value).negated());
}

export function abs(value: string): string {
  const short = shortOf(value);
  if (short) return shortened({ ...short, units: Math.abs(short.units) });
  return canonical(new Exact(value).abs());
}

/** -1, 0 or 1. */
export function sign(value: string): number {
  const short = shortOf(value);
  return short ? Math.sign(short.units) + 0 : new Exact(value).comparedTo(0);
}

/** Digits after the point of a canonical decimal. */
export function scaleOf(value: string): number {
  const point = value.indexOf('.');
  return point < 0 ? 0 : value.length - point - 1;
}

/** Digits before the point of a canonical decimal; none for a value below one. */
export function integerDigits(value: string): number {
  const whole = value.replace('-', '').split('.', 1)[0] ?? '';
  return whole === '0' ? 0 : whole.length;
}

/**
 * Tells whether a canonical decimal can be kept in DECIMAL(precision, scale) without losing a digit.
 *
 * @example
 * fits('123.45', 5, 2) //=> true
 * fits('1234.5', 5, 2) //=> false
 */
export function fits(value: string, precision: number, scale: number): boolean {
  return scaleOf(value) <= scale && integerDigits(value) <= precision - scale;
}

/**
 * With exactly `scale` decimals, for people: 1.5 → 1.50 at scale 2. Rounds half up.
 *
 * @example
 * padded('1.5', 2) //=> '1.50'
 */
export function padded(value: string, scale: number): string {
  return new Exact(value).toDecimalPlaces(scale).toFixed(scale);
}

/** toFixed leaves out the exponent, and the sign of a zero. */
function canonical(value: Decimal): string {
  return value.toFixed();
}
