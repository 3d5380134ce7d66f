import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, compare, mul, sub } from '../../../metadata/common/decimal.ts';
import { runs } from '../../../workshop/runs.ts';
import { endsOf, roundTicks, scaleOf, shareOf } from './scale.ts';
import { tickTexts } from './tick-text.ts';

/** Decimals as amounts are: of few digits and of very many, below nothing, nothing, tiny. */
const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 40 }))
  .map(([units, places]) => {
    const sign = units < 0n ? '-' : '';
    const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
    const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
    return add(`${sign}${text}`, '0');
  });
const amounts = fc
  .integer({ min: -99_999_999, max: 99_999_999 })
  .map((cents) => add(String(cents / 100), '0'));
const numbers = fc.array(fc.oneof(decimals, amounts, fc.constant('0')), { minLength: 1, maxLength: 12 });

/** The same ratio by whole numbers of any length, cut at 18 digits. */
function ratio(part: string, whole: string): number {
  const places = Math.max(...[part, whole].map((one) => (one.split('.')[1] ?? '').length));
  const units = (one: string) => {
    const [digits = '0', fraction = ''] = one.replace('-', '').split('.');
    const all = BigInt(digits + fraction.padEnd(places, '0'));
    return one.startsWith('-') ? -all : all;
  };
  return Number((units(part) * 10n ** 18n) / units(whole)) / 1e18;
}

const length = 1_000;

describe('equal length means equal value', () => {
  it('every length is its share of the whole scale, exactly', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const { ticks, long, at } = scaleOf(values, length);
        const [first = '0', last = '0'] = [ticks[0], ticks.at(-1)];
        const whole = sub(last, first);
        for (const value of values) {
          expect(long(value)).toBeCloseTo(ratio(value, whole) * length, 9);
          expect(at(value) - at('0')).toBeCloseTo(long(value), 9);
        }
      }),
      { numRuns: runs(200, 20_000) },
    );
  });

  it('the double of a number is twice as long, and of two numbers the greater is nowhere shorter', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const { long } = scaleOf([...values, ...values.map((one) => mul(one, '2'))], length);
        for (const one of values) expect(long(mul(one, '2'))).toBeCloseTo(long(one) * 2, 9);
        for (const one of values)
          for (const other of values)
            if (compare(one, other) <= 0) expect(long(one)).toBeLessThanOrEqual(long(other));
      }),
      { numRuns: runs(200, 20_000) },
    );
  });

  it('ticks are round, one step apart, hold nothing and all that is drawn, and are few', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const ticks = roundTicks(values);
        const { least, most } = endsOf(values);
        const apart = new Set(ticks.slice(1).map((tick, at) => sub(tick, ticks[at] ?? '0')));
        expect(apart.size).toBe(1);
        expect([...apart][0]?.replaceAll(/[0.]/g, '')).toMatch(/^[125]$/);
        expect(ticks).toContain('0');
        expect(compare(ticks[0] ?? '0', least)).toBeLessThanOrEqual(0);
        expect(compare(ticks.at(-1) ?? '0', most)).toBeGreaterThanOrEqual(0);
        expect(ticks.length).toBeLessThanOrEqual(8);
      }),
      { numRuns: runs(200, 20_000) },
    );
  });

  it.each([
    ['nothing', ['0'], ['0', '1']],
    ['no numbers', [], ['0', '1']],
    ['above nothing', ['3', '47'], ['0', '10', '20', '30', '40', '50']],
    ['below nothing', ['-3', '-47'], ['-50', '-40', '-30', '-20', '-10', '0']],
    ['both', ['-5', '12'], ['-5', '0', '5', '10', '15']],
    ['tiny ones', ['0.00007'], ['0', '0.00002', '0.00004', '0.00006', '0.00008']],
    ['one beyond what machines count', ['40000000000000000000'], ['0', '1', '2', '3', '4'].map(beyond)],
  ])('ticks of %s', (_, values, ticks) => {
    expect(roundTicks(values)).toEqual(ticks);
  });

  it('of nothing everything is nothing', () => {
    expect(shareOf('3', '0')).toBe(0);
  });

  it.each([
    ['9000', '9,000', '9,000'],
    ['120000', '12万', '120K'],
    ['-350000000', '-3.5亿', '-350M'],
    ['0.00002', '0.00002', '0.00002'],
    ['20000000000000000000', '2E19', '2E19'],
  ])('%s is read as its reader writes it', (value, zh, en) => {
    expect([...tickTexts([value], 'zh'), ...tickTexts([value], 'en')]).toEqual([zh, en]);
  });

  it('numbers of one scale are written alike', () => {
    expect(tickTexts(['-50000', '0', '50000', '100000'], 'en')).toEqual(['-50K', '0', '50K', '100K']);
    expect(tickTexts(['0', '50000', '100000'], 'zh')).toEqual(['0', '5万', '10万']);
  });
});

function beyond(digit: string): string {
  return digit === '0' ? '0' : `${digit}0000000000000000000`;
}
