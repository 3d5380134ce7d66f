import { describe, expect, it } from 'vitest';
import type { Line } from '../common/line.ts';
import { goldenCases, itAnswers } from '../golden.suite.ts';
import type { ChannelKind } from '../limit-length/limit-length.ts';
import { limitLine } from '../limit-length/limit-line.ts';
import { answered } from './answered.suite.ts';
import type { GrossRule } from './gross.ts';
import { remarksOf } from './remarks.ts';
import { type SplitAsked, split, splitting } from './split.ts';
import type { SplitRule } from './split-rule.ts';

interface Given extends SplitRule {
  readonly invoiceType?: string;
  readonly taxMethod?: string;
  readonly taxIncluded?: boolean;
  readonly remark?: string;
  readonly limit?: string;
  readonly deviceLimit?: never;
  readonly by?: 'limit' | 'line' | 'count';
  readonly count?: number;
  readonly lineCount?: number;
  readonly lines?: readonly Line[];
}

function answerNet({ limit, lineCount, lines, by, count, deviceLimit, ...given }: Given) {
  const invoiceType = given.invoiceType ?? (given.rowsPerInvoice ? '007' : '10xdp');
  const many = Array.from({ length: lineCount ?? 0 }, (): Line => ({ amount: '1', rate: '0', tax: '0' }));
  const rule = limit ? { ...given, limits: [{ invoiceType, netLimit: limit }] } : given;
  const asked: SplitAsked = {
    ...(by ? { by } : {}),
    ...(count ? { count } : {}),
    deviceLimit: deviceLimit ?? null,
  };
  const { taxMethod, remark } = given;
  return answered(split({ invoiceType, lines: lines ?? many, taxMethod, remark }, rule, asked));
}

interface GivenGross {
  readonly taxIncluded?: boolean;
  readonly mode: 'by-price';
  readonly limit: string;
  readonly fixedQuantity?: string;
  readonly decimals?: number;
  readonly handling?: 'system';
  readonly lines: readonly Line[];
}

/** With the channel that the price is for, and the limit by gross amounts, as a case has them. */
type GivenPieces = Given &
  Partial<GivenGross> & { readonly channel?: ChannelKind; readonly tooLong?: 'warn' };

function answerPieces({ channel, tooLong: priceTooLong, ...given }: GivenPieces) {
  const { lines = [], mode, limit = '0', ...rest } = given;
  if (mode)
    return answered(
      split({ invoiceType: '10xdp', lines }, {}, { gross: { ...rest, lines, mode, limit } as GrossRule }),
    );
  const answer = answerNet(given);
  if (!channel) return answer;
  const entered = lines.map(({ price }) => price);
  const limited = answer.invoices.map(({ price = null }) =>
    limitLine({ channel, price, priceTooLong: priceTooLong ?? null }, entered),
  );
  const invoices = answer.invoices.map((one, at) => ({
    ...one,
    price: limited[at]?.result.price ?? one.price,
  }));
  return { ...answer, invoices, tooLong: limited.flatMap(({ result }) => result.tooLong) };
}

describe('documents are split', () => {
  itAnswers('split-pieces', answerPieces);
  itAnswers('split-net', answerNet);
  itAnswers('split', answerNet);
  const answerGross = ({ lines, ...gross }: GivenGross) =>
    answered(split({ invoiceType: '10xdp', lines }, {}, { gross }));
  itAnswers('split-gross', answerGross);
  itAnswers('split-gross-2', answerGross);

  interface Remarks {
    readonly rule: 1 | 2 | 3 | 4;
    readonly invoices: readonly (readonly string[])[];
    readonly separator: string;
  }
  const rules = ['header', 'first-line', 'invoice-lines', 'document-lines'] as const;
  it.each(goldenCases<Remarks, readonly string[]>('remarks'))('%s', (_name, { input, expect: expected }) => {
    const { invoices, rule, separator } = input;
    expect(remarksOf({ header: 'Z', invoices }, rules[rule - 1] ?? 'header', separator)).toEqual(expected);
  });

  const line = (amount: string, more: Line = {}): Line => ({
    itemName: '货',
    rate: '0',
    amount,
    tax: '0',
    ...more,
  });
  const away = [line('60', { kind: 'discounted' }), line('-60', { kind: 'discount' })];
  const uncut: SplitRule = { lastLine: 'none', limits: [{ invoiceType: '007', netLimit: '100' }] };
  const codes = (lines: readonly Line[], rule: SplitRule, asked: SplitAsked = {}) => {
    const { result, issues } = split({ invoiceType: '007', lines }, rule, asked);
    return [result.invoices.map((one) => one.lines.length), issues.map(({ code }) => code)];
  };

  it.each<[string, unknown, unknown]>([
    [
      'what is discounted away opens no invoice',
      codes([...away, line('200')], uncut),
      [[3], ['above-limit']],
    ],
    ['and lies on the one before it', codes([line('200'), ...away], uncut), [[3], ['above-limit']]],
    ['alone it is no invoice', codes(away, {}), [[2], ['invoice-of-nothing']]],
    ['nor line by line', codes([line('1'), ...away], {}, { by: 'line' }), [[1, 2], ['invoice-of-nothing']]],
    [
      'a pair is not taken apart for rows',
      codes([line('60', { kind: 'discounted' }), line('-10', { kind: 'discount' })], { rowsPerInvoice: 1 }),
      [[2], ['above-rows']],
    ],
    ['by number it is cut with its discount', codes(away, {}, { by: 'count', count: 2 })[0], [2, 2]],
  ])('%s', (_name, found, expected) => {
    expect(found).toEqual(expected);
  });

  it('the last piece by number has a price that fits its amount', () => {
    const own = line('10', { quantity: '3', price: '3.3333' });
    const { invoices } = split({ invoiceType: '10xdp', lines: [own] }, {}, { by: 'count', count: 3 }).result;
    expect(invoices.map(({ lines: [one] }) => [one?.quantity, one?.price, one?.amount])).toEqual([
      ['1', '3.3333', '3.33'],
      ['1', '3.3333', '3.33'],
      ['1', '3.3333', '3.34'],
    ]);
    const rounded = line('10.05', { quantity: '10', price: '1.005' });
    const ten = split({ invoiceType: '10xdp', lines: [rounded] }, {}, { by: 'count', count: 10 });
    expect(ten.result.invoices.at(-1)?.lines).toMatchObject([
      { quantity: '1', price: '0.96', amount: '0.96' },
    ]);
  });

  it('is not made into more rows than anybody could issue', () => {
    const lines = Array.from({ length: 2_000 }, () => line('100', { rate: '0.13' }));
    const { result, issues } = split({ invoiceType: '10xdp', lines }, {}, { by: 'count', count: 51 });
    expect(result.invoices).toEqual([]);
    expect(issues).toMatchObject([
      { code: 'too-many-pieces', severity: 'stops', params: { lines: 2_000, count: 51, most: 100_000 } },
    ]);
  });

  it.each<[string, SplitRule, SplitAsked]>([
    ['by its limit', { limits: [{ invoiceType: '10xdp', netLimit: '1' }] }, {}],
    ['by gross amounts', {}, { gross: { limit: '1', mode: 'by-quantity' } }],
    ['by number', {}, { by: 'count', count: 1_000 }],
  ])('lets others in between the pieces of one line %s', (_how, rule, asked) => {
    const own = line('1000', { quantity: '1000', price: '1', rate: '0.13' });
    const steps = splitting({ invoiceType: '10xdp', lines: [own] }, rule, asked, 'none');
    let [breaks, next] = [0, steps.next()];
    for (; !next.done; next = steps.next()) breaks += 1;
    expect(next.value.result.invoices.length).toBeGreaterThanOrEqual(1_000);
    expect(breaks).toBeGreaterThan(2_000);
  });

  it('what is deducted is cut with what is split by gross amounts', () => {
    const lines = [line('100', { rate: '0.13', deduction: '50', tax: '6.5', gross: '106.5' })];
    const gross = { limit: '60', mode: 'by-price' } as const;
    const decided = split({ invoiceType: '10xdp', taxMethod: 'difference', lines }, {}, { gross });
    expect(decided.result.invoices.map(({ amount, tax, deduction }) => [amount, tax, deduction])).toEqual([
      ['56.34', '3.66', '28.17'],
      ['43.66', '2.84', '21.83'],
    ]);
    expect(decided.issues).toEqual([]);
  });

  it('by gross amounts leaves pieces alone whose last one is off by just what is allowed', () => {
    // Of the last piece 59.43 is taxed, with 2.83 in it; it has 2.77.
    const given = { amount: '114664.14', tax: '343.99', gross: '115008.13', deduction: '107784.29' };
    const lines = [{ ...line(given.amount, { rate: '0.05', quantity: '122', price: '939.87' }), ...given }];
    const gross = { limit: '90475.15', mode: 'by-quantity-whole' } as const;
    const { invoices } = split(
      { invoiceType: '10xdp', taxMethod: 'difference', lines },
      {},
      { gross },
    ).result;
    expect(invoices.length).toBe(122);
    expect(new Set(invoices.map(({ amount }) => amount))).toEqual(new Set(['939.87']));
  });
});
