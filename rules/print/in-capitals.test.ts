import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inCapitals } from './in-capitals.ts';

const values: Readonly<Record<string, bigint>> = {
  ...Object.fromEntries([...'零壹贰叁肆伍陆柒捌玖'].map((one, at) => [one, BigInt(at)])),
  拾: 10n,
  佰: 100n,
  仟: 1000n,
  万: 10_000n,
  亿: 100_000_000n,
};

/** Reads an amount out of the words again: cents. */
function readBack(said: string): bigint {
  const minus = said.startsWith('（负数）');
  const [, yuan = '', jiao = '零', fen = '零'] =
    /^(?:(.+)圆)?零?(?:(.)角)?(?:(.)分)?整?$/.exec(said.replace('（负数）', '')) ?? [];
  const cents = wholeOf(yuan) * 100n + (values[jiao] ?? 0n) * 10n + (values[fen] ?? 0n);
  return minus ? -cents : cents;
}

function wholeOf(said: string): bigint {
  for (const unit of ['亿', '万', '仟', '佰', '拾']) {
    const at = said.lastIndexOf(unit);
    if (at > 0) return wholeOf(said.slice(0, at)) * (values[unit] ?? 0n) + wholeOf(said.slice(at + 1));
  }
  return values[said.replace(/^零/, '')] ?? 0n;
}

describe('an amount in capitals', () => {
  it.each([
    ['0', '零圆整'],
    ['-0.001', '零圆整'],
    ['10000', '壹万圆整'],
    ['600', '陆佰圆整'],
    ['-10600', '（负数）壹万零陆佰圆整'],
    ['10', '壹拾圆整'],
    ['1004', '壹仟零肆圆整'],
    ['100500', '壹拾万零伍佰圆整'],
    ['100010000', '壹亿零壹万圆整'],
    ['200000000.01', '贰亿圆零壹分'],
    ['1000000000000', '壹万亿圆整'],
    ['12345678.9', '壹仟贰佰叁拾肆万伍仟陆佰柒拾捌圆玖角整'],
    ['212.34', '贰佰壹拾贰圆叁角肆分'],
    ['1.05', '壹圆零伍分'],
    ['0.50', '伍角整'],
    ['-0.05', '（负数）伍分'],
  ])('%s is %s', (amount, said) => expect(inCapitals(amount)).toBe(said));

  it('is read back as what it was, with no two zeros side by side', () => {
    const cents = fc.oneof(fc.bigInt(-(10n ** 16n), 10n ** 16n), fc.bigInt(-20_000n, 20_000n));
    fc.assert(
      fc.property(cents, fc.bigInt(1n, 10n ** 8n), (some, factor) => {
        // Round ones have the zeros that are hard.
        for (const one of [some, (some / factor) * factor]) {
          const digits = String(one < 0n ? -one : one).padStart(3, '0');
          const amount = `${one < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
          const said = inCapitals(amount);
          expect(readBack(said), `${amount} ${said}`).toBe(one);
          expect(said).not.toMatch(/零零|零[拾佰仟万亿]/);
        }
      }),
    );
  });
});
