/** A number as a fraction: nothing is rounded but where a sentence says so. */
export type Fraction = readonly [numerator: bigint, denominator: bigint];

export const zero: Fraction = [0n, 1n];

export function read(text: string | null | undefined): Fraction {
  const [whole = '', part = ''] = (text || '0').replace('-', '').split('.');
  const sign = text?.startsWith('-') ? -1n : 1n;
  return [sign * BigInt(whole + part || '0'), 10n ** BigInt(part.length)];
}

export function plus([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return reduced([a * d + c * b, b * d]);
}

function reduced([a, b]: Fraction): Fraction {
  let [large, small] = [a < 0n ? -a : a, b];
  while (small !== 0n) [large, small] = [small, large % small];
  return large > 1n ? [a / large, b / large] : [a, b];
}

export function minus(one: Fraction, [c, d]: Fraction): Fraction {
  return plus(one, [-c, d]);
}

export function times([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return [a * c, b * d];
}

export function over([a, b]: Fraction, [c, d]: Fraction): Fraction {
  return c < 0n ? [-a * d, -b * c] : [a * d, b * c];
}

export function size([a, b]: Fraction): Fraction {
  return [a < 0n ? -a : a, b];
}

export function isMore([a, b]: Fraction, [c, d]: Fraction): boolean {
  return a * d > c * b;
}

export function isNone([a]: Fraction): boolean {
  return a === 0n;
}

export function isBelow([a]: Fraction): boolean {
  return a < 0n;
}

export function total(all: readonly Fraction[]): Fraction {
  return all.reduce(plus, zero);
}

/** Half away from nothing, to so many decimals. */
export function rounded([a, b]: Fraction, decimals: number): Fraction {
  const scale = 10n ** BigInt(decimals);
  const doubled = 2n * (a < 0n ? -a : a) * scale + b;
  const units = doubled / (2n * b);
  return [a < 0n ? -units : units, scale];
}

/** As decimals are written, to so many digits as nothing here is longer. */
export function written([a, b]: Fraction): string {
  const scale = 30;
  const digits = String(((a < 0n ? -a : a) * 10n ** BigInt(scale)) / b).padStart(scale + 1, '0');
  const text = `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0+$/, '');
  return a < 0n && text !== '0' ? `-${text}` : text;
}
