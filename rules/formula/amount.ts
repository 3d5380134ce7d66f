/**
 * A number in a formula: `units` tenths of tenths …, `places` digits after the point, over a whole number, so that a third
 * of three thirds is one. It is rounded once, where it becomes a value of a field or somebody rounds it.
 */
export interface Amount {
  readonly units: bigint;
  /** Digits after the point. */
  readonly places: number;
  /** Greater than nothing. */
  readonly under: bigint;
}

/** Of a divisor, in digits: longer ones are divided by at once. */
const longestUnder = 100;
/** Digits that are kept of what is divided at once. */
const kept = 200;
/** What has more digits comes to nothing: no column holds it, and each product of such values has twice the digits. */
const longest = 3600;

const powers: bigint[] = [1n];
function tens(count: number): bigint {
  for (let at = powers.length; at <= count; at += 1) powers.push((powers[at - 1] ?? 1n) * 10n);
  return powers[count] ?? 1n;
}
const tooLong = 10n ** BigInt(longest);
const tooLongUnder = 10n ** BigInt(longestUnder);

export function amountOf(decimal: string): Amount {
  const point = decimal.indexOf('.');
  if (point < 0) return { units: BigInt(decimal), places: 0, under: 1n };
  const units = BigInt(decimal.slice(0, point) + decimal.slice(point + 1));
  return { units, places: decimal.length - point - 1, under: 1n };
}

export function wholeAmount(count: number): Amount {
  return { units: BigInt(count), places: 0, under: 1n };
}

export function plusOf(a: Amount, b: Amount): Amount | null {
  if (a.under !== b.under) {
    // A divisor of which the other one is a multiple is left as it is: sums of sums would grow without end.
    if (a.under % b.under === 0n) return plusOf(a, overBoth(b, a.under / b.under));
    if (b.under % a.under === 0n) return plusOf(overBoth(a, b.under / a.under), b);
    return plusOf(overBoth(a, b.under), overBoth(b, a.under));
  }
  const { under } = a;
  if (a.places === b.places) return settled(a.units + b.units, a.places, under);
  return a.places > b.places
    ? settled(a.units + b.units * tens(a.places - b.places), a.places, under)
    : settled(a.units * tens(b.places - a.places) + b.units, b.places, under);
}

function overBoth({ units, places, under }: Amount, by: bigint): Amount {
  return { units: units * by, places, under: under * by };
}

export function minusOf(a: Amount, b: Amount): Amount | null {
  return plusOf(a, negativeOf(b));
}

export function timesOf(a: Amount, b: Amount): Amount | null {
  return settled(a.units * b.units, a.places + b.places, a.under * b.under);
}

/** Null for a division by zero. */
export function overOf(a: Amount, b: Amount): Amount | null {
  if (b.units === 0n) return null;
  const isNegative = b.units < 0n;
  const under = a.under * (isNegative ? -b.units : b.units);
  const units = (isNegative ? -a.units : a.units) * b.under;
  const places = a.places - b.places;
  return places < 0 ? settled(units * tens(-places), 0, under) : settled(units, places, under);
}

export function negativeOf({ units, places, under }: Amount): Amount {
  return { units: -units, places, under };
}

export function isNegative({ units }: Amount): boolean {
  return units < 0n;
}

/** Negative, zero or positive, as a sort wants it. */
export function orderOfAmounts(a: Amount, b: Amount): number {
  const [left, right] = [
    a.units * b.under * tens(Math.max(0, b.places - a.places)),
    b.units * a.under * tens(Math.max(0, a.places - b.places)),
  ];
  return left < right ? -1 : Number(left > right);
}

export type Rounding = 'half-up' | 'half-even' | 'up' | 'down';

/** As a decimal of so many digits after the point. `up` and `down` are away from nothing and towards it. */
export function rounded(amount: Amount, scale: number, rounding: Rounding = 'half-up'): string {
  if (amount.under === 1n && amount.places <= scale) return written(amount.units, amount.places);
  return written(roundedUnits(amount, scale, rounding), scale);
}

/** The same as an amount. */
export function roundedAmount(amount: Amount, scale: number, rounding: Rounding = 'half-up'): Amount {
  if (amount.under === 1n && amount.places <= scale) return amount;
  return { units: roundedUnits(amount, scale, rounding), places: scale, under: 1n };
}

function roundedUnits({ units, places, under }: Amount, scale: number, rounding: Rounding): bigint {
  const more = scale - places;
  const size = (units < 0n ? -units : units) * (more > 0 ? tens(more) : 1n);
  const by = more < 0 ? under * tens(-more) : under;
  const down = size / by;
  const rest = size - down * by;
  const up = rest > 0n && goesUp(rest * 2n, by, down, rounding) ? down + 1n : down;
  return units < 0n ? -up : up;
}

function goesUp(twice: bigint, by: bigint, down: bigint, rounding: Rounding): boolean {
  if (rounding === 'up' || rounding === 'down') return rounding === 'up';
  if (twice === by) return rounding === 'half-up' || down % 2n === 1n;
  return twice > by;
}

/** As it stands in a text: of so many digits that nobody misses the rest. */
export function inDigits(amount: Amount): string {
  return rounded(amount, 30);
}

/** Canonical text. */
function written(units: bigint, places: number): string {
  if (places === 0) return String(units);
  const isBelow = units < 0n;
  const text = String(isBelow ? -units : units).padStart(places + 1, '0');
  let end = text.length;
  const point = text.length - places;
  while (end > point && text.charCodeAt(end - 1) === 48) end -= 1;
  const digits = end > point ? `${text.slice(0, point)}.${text.slice(point, end)}` : text.slice(0, point);
  return isBelow ? `-${digits}` : digits;
}

function settled(units: bigint, places: number, under: bigint): Amount | null {
  if (units >= tooLong || units <= -tooLong) return null;
  if (under < tooLongUnder) return { units, places, under };
  // So many digits of the quotient, counted from its first.
  const scale = Math.max(0, kept - (String(units).length - places - String(under).length));
  return { units: roundedUnits({ units, places, under }, scale, 'half-up'), places: scale, under: 1n };
}
