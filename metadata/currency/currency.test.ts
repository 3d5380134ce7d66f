import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field, FieldSet } from '../field.ts';
import { money } from '../kinds/money.ts';
import { amountText } from './amount-text.ts';
import { currencies, digitsOf, isCurrency, mostDigits, signOf } from './currencies.ts';
import { currencyNames } from './currency-names.ts';
import { amountsByCurrency, currencyIn, inItsCurrency, valuesById, valuesByName } from './currency-of.ts';

const field = (props: Field['props'], id = 'amount'): Field => ({
  id,
  name: id,
  path: id,
  kind: money,
  package: '',
  label: { zh: id, en: id },
  props,
  source: [],
  visible: true,
  required: false,
  readonly: false,
  ownable: false,
  fixed: false,
  personal: false,
  hidden: false,
});

describe('the table', () => {
  it('has every currency once, in order, with a name in both languages', () => {
    expect(currencies).toEqual([...new Set(currencies)].toSorted());
    expect(Object.keys(currencyNames)).toEqual(currencies);
    expect(currencies.length).toBe(164);
    for (const [zh, en] of Object.values(currencyNames)) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('knows the digits of each as browsers do, but where people round more than the standard does', () => {
    const usual = (code: string) =>
      new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions()
        .maximumFractionDigits;
    const rounded = currencies.filter((code) => (digitsOf(code) ?? 0) > (usual(code) ?? 0));
    const finer = currencies.filter((code) => (digitsOf(code) ?? 0) < (usual(code) ?? 0));
    expect({ rounded, finer }).toEqual({
      rounded: expect.arrayContaining(['AFN', 'IQD', 'IRR', 'LAK', 'LBP', 'MMK', 'SYP', 'YER']),
      finer: [],
    });
    expect(mostDigits).toBe(4);
    expect(['JPY', 'CNY', 'BHD', 'CLF'].map(digitsOf)).toEqual([0, 2, 3, 4]);
  });

  it.each(['zh', 'en'] as const)('has no sign that could mean two of them: %s', (language) => {
    const signs = currencies.map((code) => signOf(code, language));
    expect(new Set(signs).size).toBe(signs.length);
  });

  it.each(['cny', 'XXX', 'XAU', 'BGN', '', 'US'])('does not know %j', (code) => {
    expect([isCurrency(code), digitsOf(code)]).toEqual([false, undefined]);
  });
});

describe('an amount', () => {
  it.each([
    ['without a currency stands as ever', {}, '1234.5', '1,234.50', '1,234.50'],
    ['in one has its sign and digits', { currency: 'JPY' }, '1234', 'JP¥1,234', '¥1,234'],
    ['where there is no sign, the code', { currency: 'BHD' }, '-1.5', '-BHD\u00a01.500', '-BHD\u00a01.500'],
    ['with digits that are stated', { currency: 'USD', scale: 4 }, '0.5', 'US$0.5000', '$0.5000'],
    ['loses none that it has', { currency: 'JPY' }, '0.25', 'JP¥0.25', '¥0.25'],
    ['whose currency nobody knows has none', { currency: 'code' }, '7', '7.00', '7.00'],
  ])('%s', (_, props, value, zh, en) => {
    expect((['zh', 'en'] as const).map((language) => amountText(value, field(props), language))).toEqual([
      zh,
      en,
    ]);
  });

  it.each([
    ['12.50', 'USD', '12.5'],
    ['$12.50', 'USD', '12.5'],
    ['-US$1,200', 'USD', '-1200'],
    ['12 usd', 'USD', '12'],
    ['ＵＳＤ １２', 'USD', '12'],
    ['￥5', 'CNY', '5'],
    ['¥5', 'JPY', '5'],
    ['¥5', undefined, '5'],
    ['¥5', 'code', 'not-decimal'],
    ['1,200.50', 'code', '1200.5'],
    ['EUR 5', 'USD', 'currency-other'],
    ['€5', 'USD', 'not-decimal'],
    ['USD 5', undefined, 'not-decimal'],
  ])('is read from %j in %s as %s', (text, currency, expected) => {
    const read = money.parse(text, field(currency === undefined ? {} : { currency }), 'zh');
    expect(read.ok ? read.value : read.problems[0]?.code).toBe(expected);
  });

  it.each([
    ['1.5', 'JPY', 'currency-decimals'],
    ['1.234', 'BHD', '1.234'],
    ['1.2345', 'BHD', 'currency-decimals'],
    ['1.2345', 'code', '1.2345'],
    ['1.23456', 'code', 'too-many-decimals'],
    ['1234567890123456.0001', 'CLF', '1234567890123456.0001'],
  ])('%s may be in %s: %s', (value, currency, expected) => {
    const read = money.read(value, field({ currency }));
    expect(read.ok ? read.value : read.problems[0]?.code).toBe(expected);
  });
});

describe('the currency of an amount', () => {
  const record = valuesById({ currency: 'EUR', other: 'x' });
  const row = valuesById({ currency: 'JPY' });
  it.each([
    ['USD', 'USD'],
    ['currency', 'JPY'],
    ['parent.currency', 'EUR'],
    ['parent.other', undefined],
    ['nothing', undefined],
  ])('that says %s is %s in a row', (currency, expected) => {
    const amount = field({ currency });
    expect(currencyIn(amount, row, record)).toBe(expected);
    expect(inItsCurrency(amount, row, record).props['currency']).toBe(expected ?? currency);
    // The same object each time, so that pages need not draw it anew.
    expect(inItsCurrency(amount, row, record)).toBe(inItsCurrency(amount, row, record));
  });

  it('is found by today’s name of the field that tells it', () => {
    const shape = { byId: new Map([['currency', field({}, 'renamed')]]) } as unknown as FieldSet;
    expect(currencyIn(field({ currency: 'currency' }), valuesByName({ renamed: 'CHF' }, shape))).toBe('CHF');
  });

  it.each([
    ['is not known, of several: nobody adds those', 'code', [{ amount: '1' }, { amount: '2' }], []],
    ['is not known, of one', 'code', [{ amount: '1' }, {}], [['', ['1']]]],
    [
      'is empty',
      'code',
      [
        { amount: '1', code: null },
        { amount: '2', code: null },
      ],
      [['', ['1', '2']]],
    ],
    [
      'is that of the record, known or not',
      'parent.code',
      [{ amount: '1' }, { amount: '2' }],
      [['', ['1', '2']]],
    ],
    ['is that of other records', '', [{ amount: '1' }, { amount: '2' }], []],
    [
      'is known of some',
      'code',
      [{ amount: '1' }, { amount: '2' }, { amount: '3', code: 'CNY' }],
      [['CNY', ['3']]],
    ],
  ] as const)('keeps amounts apart, where it %s', (_, currency, rows, apart) => {
    const found = amountsByCurrency(field({ currency }), rows.map(valuesById), valuesById({}));
    expect([...found]).toEqual(apart);
  });

  it('keeps amounts apart: none is lost, none stands with another', () => {
    const rows = fc.array(
      fc.record({
        amount: fc.option(fc.integer().map(String)),
        currency: fc.constantFrom('CNY', 'JPY', 'EUR', 'no', null),
      }),
    );
    fc.assert(
      fc.property(rows, (all) => {
        const apart = amountsByCurrency(field({ currency: 'currency' }), all.map(valuesById));
        const given = all.filter(({ amount }) => amount !== null);
        for (const code of ['', 'CNY', 'EUR', 'JPY']) {
          const own = given.filter(({ currency }) => (isCurrency(currency ?? '') ? currency : '') === code);
          expect(apart.get(code) ?? []).toEqual(own.map(({ amount }) => amount));
        }
        expect([...apart.keys()]).toEqual([...apart.keys()].toSorted());
      }),
    );
  });
});
