import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { round, sum } from '../../metadata/common/decimal.ts';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { digitsOf } from '../../metadata/currency/currencies.ts';
import { runs } from '../../workshop/runs.ts';
import { behaviourOf, c1, context, f } from './sample.suite.ts';

const order = behaviourOf({
  fields: [
    f('currency', 'currency', { default: { fact: '$currency' } }),
    f('text', 'own'),
    f('reference', 'category', { form: 'category' }),
    f('money', 'ceiling', { currency: 'JPY' }),
    f('money', 'amount', { currency: 'currency' }),
    f('money', 'price', { currency: 'currency', scale: 4 }),
    f('computed', 'total', { currency: 'currency', compute: { op: 'sum', of: ['lines.net'] } }),
    f('entries', 'lines', {
      fields: [
        f('carry', 'code', { from: 'parent.category', field: 'shortName' }),
        f('money', 'net', { currency: 'parent.currency' }),
        f('money', 'paid', { currency: 'code' }),
        f('decimal', 'quantity'),
        f('computed', 'worth', {
          currency: 'parent.currency',
          compute: { op: 'product', of: ['net', 'quantity'] },
        }),
      ],
    }),
  ],
});
const among = { ...context, call: { ...context.call, currency: 'EUR' } };
const row = (more: JsonObject) => ({ id: 'r1', ...more });
const problems = async (now: JsonObject, before: JsonObject | null = null) =>
  (await order.inspect(order.complete(now, before, among), before, among)).problems.map(
    ({ path, code, params }) => `${path} ${code} ${params?.['currency']} ${params?.['scale']}`,
  );

describe('the currency of amounts', () => {
  it('begins as that of the organisation', () => {
    expect(order.complete({}, null, among)).toMatchObject({ currency: 'EUR' });
    expect(order.complete({ currency: 'JPY' }, null, among)).toMatchObject({ currency: 'JPY' });
  });

  it.each<readonly [says: string, now: JsonObject, before: JsonObject | null, found: readonly string[]]>([
    ['has digits', { currency: 'EUR', amount: '1.25' }, null, []],
    [
      'and an amount no more of them',
      { currency: 'EUR', amount: '1.255' },
      null,
      ['/amount currency-decimals EUR 2'],
    ],
    ['of which some have more', { currency: 'BHD', amount: '1.255' }, null, []],
    ['unless the amount states its own', { currency: 'JPY', price: '1.2555' }, null, []],
    ['is not asked while nobody told it', { currency: null, amount: '1.2555' }, null, []],
    [
      'is that of the record, in rows',
      { currency: 'JPY', lines: [row({ net: '1.5' })] },
      null,
      ['/lines/0/net currency-decimals JPY 0'],
    ],
    [
      'that becomes another one has the amount judged again',
      { currency: 'JPY', amount: '1.25' },
      { currency: 'EUR', amount: '1.25' },
      ['/amount currency-decimals JPY 0'],
    ],
    [
      'in rows, too, which nobody touched',
      { currency: 'JPY', lines: [row({ net: '1.25' })] },
      { currency: 'EUR', lines: [row({ net: '1.25' })] },
      ['/lines/0/net currency-decimals JPY 0'],
    ],
    [
      'lets an amount be that was there before',
      { currency: 'JPY', amount: '1.25', own: 'x' },
      { currency: 'JPY', amount: '1.25' },
      [],
    ],
  ])('%s', async (_, now, before, found) => {
    expect(await problems(now, before)).toEqual(found);
  });

  it('says to how many digits a computed amount is rounded', () => {
    const made = (currency: Json) =>
      order.complete({ currency, lines: [row({ net: '10', quantity: '0.33355' })] }, null, among)['lines'];
    expect(['JPY', 'EUR', 'KWD', null].map((code) => made(code))).toMatchObject([
      [{ worth: '3' }],
      [{ worth: '3.34' }],
      [{ worth: '3.336' }],
      [{ worth: '3.3355' }],
    ]);
  });

  it('is brought along from what the record refers to', async () => {
    const now = { category: c1, lines: [row({ paid: '1' })] };
    expect(order.complete(now, null, among)['lines']).toMatchObject([{ code: '货' }]);
  });

  it('adds rows up as a slow sum does', () => {
    const digits = fc.constantFrom('JPY', 'CNY', 'BHD');
    const amounts = fc.array(
      fc.tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 0, max: 3 })),
    );
    fc.assert(
      fc.property(digits, amounts, (currency, all) => {
        const texts = all.map(([units, places]) => round(String(units / 10 ** places), 4));
        const lines = texts.map((net, at) => ({ id: `r${at}`, net }));
        const { total } = order.complete({ currency, lines }, null, among);
        const slow = texts.reduce((known, one) => sum([known, one]), '0');
        expect(total).toBe(round(slow, digitsOf(currency) ?? 0));
      }),
      { numRuns: runs(60, 2000) },
    );
  });
});
