/**
 * A decimal of up to fifteen digits as a whole number of units: 12.50 is 1,250 units at two places. Such numbers are
 * exact, and most amounts are that short; whoever finds null does it with all digits there are.
 */
export interface Short {
  readonly units: number;
  /** Digits after the point. */
  readonly places: number;
}

const mostDigits = 15;
const powers = Array.from({ length: 23 }, (_, at) => 10 ** at);
const [minus, point, zero, nine] = [45, 46, 48, 57];

/** Null: too long, or no plain decimal. */
export function shortOf(text: string): Short | null {
  const { length } = text;
  const from = text.charCodeAt(0) === minus ? 1 : 0;
  if (length > mostDigits + 2 || length === from) return null;
  let [units, digits, places] = [0, 0, -1];
  for (let at = from; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === point && places < 0 && digits > 0) places = 0;
    else if (code < zero || code > nine) return null;
    else {
      units = units * 10 + (code - zero);
      digits += 1;
      if (places >= 0) places += 1;
    }
  }
  if (digits > mostDigits || places === 0) return null;
  return { units: from === 1 ? -units : units, places: Math.max(places, 0) };
}

/** Of the same number of places; null: beyond what is exact. */
function aligned({ units, places }: Short, to: number): number | null {
  const moved = units * (powers[to - places] ?? Number.POSITIVE_INFINITY);
  return Number.isSafeInteger(moved) ? moved : null;
}

export function plus(a: Short, b: Short): Short | null {
  const places = Math.max(a.places, b.places);
  const [left, right] = [aligned(a, places), aligned(b, places)];
  if (left === null || right === null) return null;
  const units = left + right;
  return Number.isSafeInteger(units) ? { units, places } : null;
}

export function opposite({ units, places }: Short): Short {
  return { units: -units, places };
}

/** Canonical text. */
export function times(a: Short, b: Short): string {
  const units = a.units * b.units;
  const places = a.places + b.places;
  if (Number.isSafeInteger(units)) return written({ units, places });
  return spelled(BigInt(a.units) * BigInt(b.units), places);
}

/** Half up to `scale` places, or towards zero. `b` is not nothing. */
export function over(a: Short, b: Short, scale: number, how: 'half up' | 'down' = 'half up'): string {
  const more = scale + b.places - a.places;
  const [up, down] = [
    Math.abs(a.units) * (powers[more] ?? (more < 0 ? 1 : Number.POSITIVE_INFINITY)),
    Math.abs(b.units) * (powers[-more] ?? (more > 0 ? 1 : Number.POSITIVE_INFINITY)),
  ];
  const isNegative = a.units < 0 !== b.units < 0;
  if (Number.isSafeInteger(up) && Number.isSafeInteger(down)) {
    const rest = up % down;
    const whole = (up - rest) / down + (how === 'half up' && rest * 2 >= down ? 1 : 0);
    return written({ units: isNegative ? -whole : whole, places: scale });
  }
  const [dividend, divisor] = [
    BigInt(Math.abs(a.units)) * 10n ** BigInt(Math.max(more, 0)),
    BigInt(Math.abs(b.units)) * 10n ** BigInt(Math.max(-more, 0)),
  ];
  const whole = dividend / divisor;
  const isUp = how === 'half up' && (dividend % divisor) * 2n >= divisor;
  const units = isUp ? whole + 1n : whole;
  return spelled(isNegative ? -units : units, scale);
}

/** Null: beyond what is exact. */
export function order(a: Short, b: Short): number | null {
  const places = Math.max(a.places, b.places);
  const [left, right] = [aligned(a, places), aligned(b, places)];
  if (left === null || right === null) return null;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Canonical text. */
export function written({ units, places }: Short): string {
  let [left, digits] = [Math.abs(units), places];
  while (digits > 0 && left % 10 === 0) {
    left /= 10;
    digits -= 1;
  }
  return pointed(String(left), digits, units < 0);
}

/** Canonical text of a whole number of units of any length. */
export function spelled(units: bigint, places: number): string {
  const text = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const digits = places - (/0*$/.exec(text.slice(text.length - places))?.[0].length ?? 0);
  return pointed(text.slice(0, text.length - places + digits), digits, units < 0n);
}

function pointed(text: string, places: number, isNegative: boolean): string {
  const sign = isNegative ? '-' : '';
  if (places === 0) return sign + text;
  const digits = text.padStart(places + 1, '0');
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** A decimal of any length as a whole number of units: 12.50 is 1,250 units at two places. */
export interface Long {
  readonly units: bigint;
  /** Digits after the point. */
  readonly places: number;
}

const spelling = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;

/** Reads a plain decimal, or a number as JavaScript writes it; whatever else is handed over is our mistake. */
export function longOf(text: string): Long {
  const [, minus, whole = '', part = '', power = '0'] = spelling.exec(text) ?? [];
  if (minus === undefined) throw new Error(`no decimal: ${text}`);
  const places = part.length - Number(power);
  const digits = BigInt(whole + part) * powerOf(-places);
  return { units: minus === '' ? digits : -digits, places: Math.max(places, 0) };
}

function powerOf(places: number): bigint {
  return places > 0 ? 10n ** BigInt(places) : 1n;
}

/** The units of both at the same number of places. */
function alignedLong(a: Long, b: Long): readonly [bigint, bigint, number] {
  const places = Math.max(a.places, b.places);
  return [a.units * powerOf(places - a.places), b.units * powerOf(places - b.places), places];
}

export function plusLong(a: Long, b: Long): Long {
  const [left, right, places] = alignedLong(a, b);
  return { units: left + right, places };
}

export function oppositeLong({ units, places }: Long): Long {
  return { units: -units, places };
}

export function timesLong(a: Long, b: Long): Long {
  return { units: a.units * b.units, places: a.places + b.places };
}

/** Half away from zero at `scale` places, or towards zero. `b` is not nothing. */
export function overLong(a: Long, b: Long, scale: number, how: 'half up' | 'down' = 'half up'): Long {
  const more = scale + b.places - a.places;
  const [up, down] = [sizeOf(a.units) * powerOf(more), sizeOf(b.units) * powerOf(-more)];
  const whole = up / down + (how === 'half up' && (up % down) * 2n >= down ? 1n : 0n);
  return { units: a.units < 0n === b.units < 0n ? whole : -whole, places: scale };
}

export function orderLong(a: Long, b: Long): number {
  const [left, right] = alignedLong(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function sizeOf(units: bigint): bigint {
  return units < 0n ? -units : units;
}
