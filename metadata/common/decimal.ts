import {
  type Long,
  longOf,
  opposite,
  oppositeLong,
  order,
  orderLong,
  over,
  overLong,
  plus,
  plusLong,
  type Short,
  written as shortened,
  shortOf,
  sizeOf,
  spelled,
  times,
  timesLong,
} from './decimal-units.ts';

/**
 * The one door to decimals. A decimal is its canonical text everywhere else: no exponent, no plus, no leading or
 * trailing zeros, `-0` is `0`. Arithmetic is exact; only `div`, `round` and `cut` drop digits, and they are told how many
 * to keep. What is short goes by whole numbers that JavaScript is quick with, what is longer by those of any length, with
 * the same answers.
 */
const nothing: Short = { units: 0, places: 0 };
const unit: Short = { units: 1, places: 0 };
const whole: Long = { units: 1n, places: 0 };

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
  const text = String(value);
  const short = shortOf(text);
  if (short) return shortened(short);
  if (typeof value === 'number') return Number.isFinite(value) ? canonical(longOf(text)) : null;
  return written.test(value) ? canonical(longOf(value)) : null;
}

/**
 * @example
 * add('0.1', '0.2') //=> '0.3'
 */
export function add(a: string, b: string): string {
  const [one, other] = [shortOf(a), shortOf(b)];
  const short = one && other && plus(one, other);
  if (short) return shortened(short);
  return canonical(plusLong(longOf(a), longOf(b)));
}

export function sub(a: string, b: string): string {
  const [one, other] = [shortOf(a), shortOf(b)];
  const short = one && other && plus(one, opposite(other));
  if (short) return shortened(short);
  return canonical(plusLong(longOf(a), oppositeLong(longOf(b))));
}

/**
 * @example
 * mul('1.13', '100.00') //=> '113'
 */
export function mul(a: string, b: string): string {
  const [one, other] = [shortOf(a), shortOf(b)];
  if (one && other) return times(one, other);
  return canonical(timesLong(longOf(a), longOf(b)));
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
  const divisor = longOf(b);
  return divisor.units === 0n ? null : canonical(overLong(longOf(a), divisor, scale));
}

/**
 * @example
 * sum(['0.1', '0.2', '-0.3']) //=> '0'
 */
export function sum(values: Iterable<string>): string {
  let short: Short | null = nothing;
  let total: Long | null = null;
  for (const value of values) {
    const one: Short | null = total === null ? shortOf(value) : null;
    const next: Short | null = short && one && plus(short, one);
    if (!next) total = plusLong(total ?? longOf(shortened(short ?? nothing)), longOf(value));
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
  return canonical(overLong(longOf(value), whole, scale));
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
  return canonical(overLong(longOf(value), whole, scale, 'down'));
}

/**
 * Up to the next whole number: 1.2 → 2, -1.2 → -1.
 *
 * @example
 * ceil('1.2') //=> '2'
 * ceil('-1.2') //=> '-1'
 */
export function ceil(value: string): string {
  const down = cut(value, 0);
  return compare(down, value) < 0 ? add(down, '1') : down;
}

/** Negative, zero or positive, as a sort wants it. */
export function compare(a: string, b: string): number {
  const [one, other] = [shortOf(a), shortOf(b)];
  const short = one && other && order(one, other);
  return short ?? orderLong(longOf(a), longOf(b));
}

export function negate(value: string): string {
  const short = shortOf(value);
  if (short) return shortened(opposite(short));
  return canonical(oppositeLong(longOf(value)));
}

export function abs(value: string): string {
  const short = shortOf(value);
  if (short) return shortened({ ...short, units: Math.abs(short.units) });
  const { units, places } = longOf(value);
  return canonical({ units: sizeOf(units), places });
}

/** -1, 0 or 1. */
export function sign(value: string): number {
  const short = shortOf(value);
  return short ? Math.sign(short.units) + 0 : orderLong(longOf(value), longOf('0'));
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
  const rounded = round(value, scale);
  if (scale === 0) return rounded;
  const places = scaleOf(rounded);
  return `${rounded}${places === 0 ? '.' : ''}${'0'.repeat(scale - places)}`;
}

function canonical({ units, places }: Long): string {
  return spelled(units, places);
}
