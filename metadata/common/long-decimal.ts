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
function aligned(a: Long, b: Long): readonly [bigint, bigint, number] {
  const places = Math.max(a.places, b.places);
  return [a.units * powerOf(places - a.places), b.units * powerOf(places - b.places), places];
}

export function plusLong(a: Long, b: Long): Long {
  const [left, right, places] = aligned(a, b);
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
  const [left, right] = aligned(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function sizeOf(units: bigint): bigint {
  return units < 0n ? -units : units;
}
