import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../workshop/runs.ts';
import {
  abs,
  add,
  ceil,
  compare,
  cut,
  div,
  fits,
  integerDigits,
  mul,
  negate,
  padded,
  parseDecimal,
  round,
  scaleOf,
  sign,
  sub,
  sum,
} from './decimal.ts';

/** The oracle: scaled BigInt. */
const whole = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const places = 12n;
const text = (n: bigint) => {
  const digits = (n < 0n ? -n : n).toString().padStart(Number(places) + 1, '0');
  return `${n < 0n ? '-' : ''}${digits.slice(0, -Number(places))}.${digits.slice(-Number(places))}`;
};
const canonical = (n: bigint) => parseDecimal(text(n)) ?? '';

/** Of any length around that up to which whole numbers are exact, written as people may. */
const anyLength = fc
  .record({
    digits: fc.bigInt({ min: 0n, max: 10n ** 17n }).chain((most) => fc.bigInt({ min: 0n, max: most })),
    point: fc.integer({ min: 0, max: 18 }),
    isNegative: fc.boolean(),
    zeros: fc.constantFrom('', '', '0', '00'),
  })
  .map(({ digits, point, isNegative, zeros }) => {
    const text = digits.toString().padStart(point + 1, '0');
    const [whole, part] = [text.slice(0, text.length - point), text.slice(text.length - point)];
    return {
      text: `${isNegative ? '-' : ''}${zeros}${whole}${part ? `.${part}${zeros}` : ''}`,
      // All numbers are counted in units of the same size.
      units: (isNegative ? -digits : digits) * 10n ** BigInt(18 - point),
    };
  });
const spelled = (units: bigint, scale: number) => {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const [whole, part] = [digits.slice(0, digits.length - scale), digits.slice(digits.length - scale)];
  const kept = part.replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${whole}${kept && `.${kept}`}`;
};
const isBelow = (n: bigint) => n < 0n;
const size = (n: bigint) => (isBelow(n) ? -n : n);
/** a / b in whole numbers, half away from zero or towards it. */
const quotient = (a: bigint, b: bigint, isHalfUp = true) => {
  const [up, down] = [size(a), size(b)];
  const whole = up / down + (isHalfUp && (up % down) * 2n >= down ? 1n : 0n);
  return isBelow(a) === isBelow(b) ? whole : -whole;
};

describe('decimals', () => {
  it('of any length are added, multiplied, divided, rounded and compared by the same rules', () => {
    const scales = fc.integer({ min: 0, max: 15 });
    fc.assert(
      fc.property(anyLength, anyLength, scales, ({ text: a, units: m }, { text: b, units: n }, scale) => {
        expect(add(a, b)).toBe(spelled(m + n, 18));
        expect(sub(a, b)).toBe(spelled(m - n, 18));
        expect(sum([a, b, a, '-0.5', b])).toBe(spelled(2n * (m + n) - 5n * 10n ** 17n, 18));
        expect(mul(a, b)).toBe(spelled(m * n, 36));
        expect([compare(a, b), sign(a)]).toEqual([m < n ? -1 : m > n ? 1 : 0, m < 0n ? -1 : m > 0n ? 1 : 0]);
        expect([negate(a), abs(a)]).toEqual([spelled(-m, 18), spelled(size(m), 18)]);
        const shorter = 10n ** BigInt(18 - scale);
        expect(round(a, scale)).toBe(spelled(quotient(m, shorter), scale));
        expect(cut(a, scale)).toBe(spelled(quotient(m, shorter, false), scale));
        const divided = n === 0n ? null : spelled(quotient(m * 10n ** BigInt(scale), n), scale);
        expect(div(a, b, scale)).toBe(divided);
      }),
      { numRuns: runs(500, 50_000) },
    );
  });

  it.each([
    ['1.50', '1.5'],
    ['-0', '0'],
    ['-0.00', '0'],
    ['0012', '12'],
    ['1234567890123456789012345.0123456789', '1234567890123456789012345.0123456789'],
    ['0.0000000000001', '0.0000000000001'],
  ])('%s is %s', (written, expected) => expect(parseDecimal(written)).toBe(expected));

  it.each(['', ' 1', '1.', '.5', '+1', '1e5', '0x10', 'NaN', 'Infinity', '1,000', '１'])(
    '%s is none',
    (written) => expect(parseDecimal(written)).toBeNull(),
  );

  it('takes finite numbers as they print', () => {
    expect([parseDecimal(0.1), parseDecimal(1e21), parseDecimal(-0), parseDecimal(Number.NaN)]).toEqual([
      '0.1',
      '1000000000000000000000',
      '0',
      null,
    ]);
  });

  it('adds, subtracts and multiplies exactly', () => {
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        expect(add(canonical(a), canonical(b))).toBe(canonical(a + b));
        expect(sub(canonical(a), canonical(b))).toBe(canonical(a - b));
        expect(sum([canonical(a), canonical(b), canonical(a)])).toBe(canonical(a + b + a));
        expect(mul(a.toString(), b.toString())).toBe(a * b === 0n ? '0' : (a * b).toString());
        expect(sign(sub(canonical(a), canonical(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
        expect(compare(canonical(a), canonical(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  it('divides half up', () => {
    fc.assert(
      fc.property(whole, whole, fc.integer({ min: 0, max: 13 }), (a, b, scale) => {
        const got = div(a.toString(), b.toString(), scale);
        fc.pre(b !== 0n);
        const [up, down] = [(a < 0n ? -a : a) * 10n ** BigInt(scale) * 2n, b < 0n ? -b : b];
        const units = (up / down + 1n) / 2n;
        expect(mul(got ?? '', `1${'0'.repeat(scale)}`)).toBe((a < 0n === b < 0n ? units : -units).toString());
      }),
    );
  });

  it('divides nothing by zero', () => expect(div('1', '0', 2)).toBeNull());

  it.each([
    ['0.125', '0.13', '0.12'],
    ['-0.125', '-0.13', '-0.12'],
    ['0.004', '0', '0'],
    ['-0.004', '0', '0'],
    ['2.5', '2.5', '2.5'],
  ])('%s rounds to %s and is cut to %s', (value, rounded, shorter) => {
    expect([round(value, 2), cut(value, 2)]).toEqual([rounded, shorter]);
  });

  it('knows how wide a value is', () => {
    expect([scaleOf('1.25'), scaleOf('10'), integerDigits('-12.5'), integerDigits('0.5')]).toEqual([
      2, 0, 2, 0,
    ]);
    expect([fits('99.99', 4, 2), fits('100', 4, 2), fits('0.001', 4, 2), fits('-0.5', 2, 2)]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it('has the small change too', () => {
    expect([
      abs('-1.5'),
      negate('1.5'),
      negate('0'),
      ceil('1.2'),
      ceil('-1.2'),
      padded('1.5', 2),
      padded('-0.001', 2),
    ]).toEqual(['1.5', '-1.5', '0', '2', '-1', '1.50', '0.00']);
  });
});
