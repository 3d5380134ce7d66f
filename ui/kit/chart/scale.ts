import { abs, add, compare, div, mul, negate, sub } from '../../../metadata/common/decimal.ts';

/** Numbers along a line of pixels. Equal lengths are equal values: places are in the proportion of what they stand for. */
export interface Scale {
  /** Round numbers from one end to the other, as decimal texts. */
  readonly ticks: readonly string[];
  /** Pixels from the end where the least number stands. */
  readonly at: (value: string) => number;
  /** Pixels that a number takes, counted from nothing; of one below nothing they are negative. */
  readonly long: (value: string) => number;
}

/** Digits of a share: finer than any screen, and few enough to be a number of the machine. */
const shareDigits = 15;
/** Steps that a scale is cut into, or a few more. */
const steps = '5';

/**
 * How much of a whole something is, as a number for pixels. It stays decimal until here; of nothing it is nothing.
 *
 * @example
 * shareOf('855.42', '3421.68') //=> 0.25
 */
export function shareOf(part: string, whole: string): number {
  return Number(div(part, whole, shareDigits) ?? '0');
}

/** How much of what there is has been taken, as a number for pixels; where there is nothing, all of it is. */
export function takenOf(used: string, limit: string): number {
  return compare(limit, '0') > 0 ? shareOf(used, limit) : 1;
}

/** The scale of some numbers on a length of pixels; nothing is always on it, so that lengths can be compared. */
export function scaleOf(values: Iterable<string>, length: number): Scale {
  const ticks = roundTicks(values);
  const [least = '0', most = '1'] = [ticks[0], ticks.at(-1)];
  const whole = sub(most, least);
  return {
    ticks,
    at: (value) => shareOf(sub(value, least), whole) * length,
    long: (value) => shareOf(value, whole) * length,
  };
}

/**
 * Round numbers from the least to the greatest, 0 among them: steps of 1, 2 or 5 and zeros.
 *
 * @example
 * roundTicks(['3', '47']) //=> ['0', '10', '20', '30', '40', '50']
 */
export function roundTicks(values: Iterable<string>): readonly string[] {
  const { least, most } = endsOf(values);
  const step = roundStep(sub(most, least));
  const below: string[] = [];
  for (let at = '0'; compare(at, least) > 0; ) {
    at = sub(at, step);
    below.unshift(at);
  }
  const above: string[] = [];
  for (let at = '0'; compare(at, most) < 0; ) {
    at = add(at, step);
    above.push(at);
  }
  const ticks = [...below, '0', ...above];
  return ticks.length > 1 ? ticks : ['0', '1'];
}

/** The least and the greatest of some numbers and of nothing. */
export function endsOf(values: Iterable<string>): { readonly least: string; readonly most: string } {
  let [least, most] = ['0', '0'];
  for (const value of values) {
    if (compare(value, least) < 0) least = value;
    if (compare(value, most) > 0) most = value;
  }
  return { least, most };
}

/** The greatest length of all, be it below nothing or above. */
export function longestOf(values: Iterable<string>): string {
  const { least, most } = endsOf(values);
  return compare(abs(least), most) > 0 ? negate(least) : most;
}

/** A round number of which a few make the span. */
function roundStep(span: string): string {
  if (compare(span, '0') === 0) return '1';
  for (let power = magnitudeOf(span) - 1; ; power += 1)
    for (const digit of ['1', '2', '5']) {
      const step = mul(digit, tenTo(power));
      if (compare(mul(step, steps), span) >= 0) return step;
    }
}

/** The power of ten that a positive number begins with. */
function magnitudeOf(value: string): number {
  const [whole = '0', fraction = ''] = value.split('.');
  return whole === '0' ? -1 - fraction.search(/[1-9]/) : whole.length - 1;
}

function tenTo(power: number): string {
  return power >= 0 ? `1${'0'.repeat(power)}` : `0.${'0'.repeat(-power - 1)}1`;
}
