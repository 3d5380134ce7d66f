import { describe, expect, it } from 'vitest';
import { readGolden } from '../golden.suite.ts';
import { checkLines, checkWhole, type ToleranceDocument, toleranceSwitches } from './check-tolerances.ts';

interface Case {
  readonly name: string;
  readonly input: ToleranceDocument & { readonly params?: Readonly<Record<string, string>> };
  readonly expect: { readonly issues: readonly string[] };
}

const codes = (document: ToleranceDocument, params: Readonly<Record<string, string>> = {}) => {
  const off = toleranceSwitches(document.sellerTaxNo, (type, key) => params[`${type}/${key}`] ?? null);
  return [...checkLines(document, off), ...checkWhole(document)].map(({ code }) => code);
};

const { cases } = readGolden<{ readonly cases: readonly Case[] }>('check-tolerances');

describe('check-tolerances', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_name, { input, expect: { issues } }) => {
    expect(codes(input, input.params)).toEqual(issues);
  });

  const line = (more: object) => ({ kind: 'normal', ...more });
  const pair = (more: object) => [
    line({ kind: 'discounted', itemName: '笔', taxCode: '1', amount: '100', rate: '0.13' }),
    line({ kind: 'discount', itemName: '笔', taxCode: '1', amount: '-10', rate: '0.130', ...more }),
  ];
  const reduced = { preferenceText: '按5%简易征收减按1.5%计征', rate: '0.015', gross: '1050.00' };
  it.each<[string, ToleranceDocument, Record<string, string>, string[]]>([
    ['a discount of other goods', { lines: pair({ itemName: '本' }) }, {}, ['discount-name']],
    ['a discount of another code', { lines: pair({ taxCode: '2' }) }, {}, ['discount-code']],
    ['a discount on top', { lines: pair({}).slice(1) }, {}, ['discount-place']],
    ['a discount below a discount', { lines: [...pair({}), ...pair({}).slice(1)] }, {}, ['discount-place']],
    [
      'discounts, where they are not checked',
      { lines: pair({ itemName: '本', rate: '0.06', amount: '-101' }) },
      { 'sim_discount_row_check/sim_discount_row_check': '1' },
      [],
    ],
    [
      'discounts, where another text stands',
      { lines: pair({ itemName: '本' }) },
      { 'sim_discount_row_check/sim_discount_row_check': '0' },
      ['discount-name'],
    ],
    ['the reduced rate of 1.5 %', { lines: [line({ ...reduced, tax: '15.06' })] }, {}, []],
    [
      'the reduced rate, off by just what is allowed',
      { lines: [line({ ...reduced, gross: '700.00', tax: '9.94' })] },
      {},
      [],
    ],
    ['more than the reduced rate', { lines: [line({ ...reduced, tax: '15.07' })] }, {}, ['line-tax']],
    [
      'an amount of another seller',
      { sellerTaxNo: 'S2', lines: [line({ quantity: '1', price: '1', amount: '2' })] },
      { 'sim_bill_save_check_amount/S1': 'x' },
      ['line-amount'],
    ],
    ['a negative line', { lines: [line({ quantity: '-3', price: '33.33', amount: '-100' })] }, {}, []],
    [
      'an invoice of which a rate is unknown',
      { tax: '9', lines: [line({ amount: '1', rate: '0' }), line({ amount: '1' })] },
      {},
      [],
    ],
  ])('%s', (_says, document, params, expected) => {
    expect(codes(document, params)).toEqual(expected);
  });

  it('is told by the worked cases of every bound', () => {
    const found = cases.flatMap(({ expect: { issues } }) => issues);
    expect([...new Set(found)].sort()).toEqual([
      'difference-tax',
      'discount-place',
      'discount-rate',
      'discount-too-large',
      'invoice-amount',
      'invoice-tax',
      'line-amount',
      'line-tax',
    ]);
  });

  it('says what it should be and what it is, and where', () => {
    const lines = [line({}), line({ quantity: '3', price: '33.33', amount: '99' })];
    expect(checkLines({ lines }, {})).toEqual([
      { code: 'line-amount', line: 1, expected: '99.99', actual: '99' },
    ]);
  });
});
