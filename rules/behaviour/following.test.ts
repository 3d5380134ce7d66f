import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { inOneGo } from '../formula/steps.ts';
import { behaviourOf, c1, c2, context, f } from './sample.suite.ts';

const isGross = { fact: 'parent.withTax', operator: 'equal', value: true } as const;
const follows = (formula: string, when: object | true = true) => ({ default: { formula }, follows: when });
const order = behaviourOf({
  fields: [
    f('boolean', 'withTax'),
    f('decimal', 'share'),
    f('decimal', 'fee', follows('share * 2')),
    f('entries', 'lines', {
      fields: [
        f('reference', 'category', { form: 'category' }),
        f('percent', 'rate', { carry: { from: 'category', field: 'rate' } }),
        f('decimal', 'quantity'),
        f('decimal', 'price'),
        f(
          'money',
          'amount',
          follows('firstOf(round(quantity * price, 2), round(given(gross) / (1 + rate), 2))', {
            any: [isGross, { fact: 'price', operator: 'isNotEmpty' }],
          }),
        ),
        f('money', 'tax', follows('if(isEmpty(given(gross)), amount * rate, given(gross) - amount)')),
        f(
          'money',
          'gross',
          follows('if(isEmpty(tax), empty, amount + tax)', {
            any: [{ not: isGross }, { fact: 'price', operator: 'isNotEmpty' }],
          }),
        ),
        f('text', 'note'),
      ],
    }),
    f('computed', 'total', { compute: { op: 'sum', of: ['lines.gross'], scale: 2 } }),
  ],
});

const r1 = (more: JsonObject): JsonObject => ({ id: 'r1', ...more });
const of = (row: JsonObject, head: JsonObject = {}): JsonObject => ({ id: 'x', ...head, lines: [r1(row)] });
const whole = { quantity: '2', price: '50', rate: '0.13', amount: '100', tax: '13', gross: '113' };

/** What a caller sends is his; what he leaves out stays, or follows. */
function saved(before: JsonObject, row: JsonObject, head: JsonObject = {}): JsonObject {
  const [line] = before['lines'] as readonly JsonObject[];
  const next = { ...before, ...head, lines: [{ ...line, ...row }] };
  const sent = { ...head, ...(Object.keys(row).length > 0 ? { lines: [r1(row)] } : {}) };
  return order.complete(next, before, { ...context, sent });
}

describe('a new row', () => {
  it.each<readonly [sentence: string, row: JsonObject, expected: JsonObject]>([
    [
      'is filled in from quantity and price',
      { quantity: '3', price: '1.1', rate: '0.13' },
      { amount: '3.3', tax: '0.43', gross: '3.73' },
    ],
    [
      'has what it was given',
      { quantity: '3', price: '1.1', rate: '0.13', amount: '3.31' },
      { amount: '3.31', tax: '0.43', gross: '3.74' },
    ],
    [
      'goes back from its gross amount',
      { rate: '0.13', gross: '113' },
      { amount: '100', tax: '13', gross: '113' },
    ],
    [
      'stays open where too little is known',
      { quantity: '3', price: '2' },
      { amount: '6', tax: null, gross: null },
    ],
    [
      'is filled in where it was emptied',
      { ...whole, amount: null },
      { amount: '100', tax: '13', gross: '113' },
    ],
    [
      'reads what is carried',
      { category: c1, quantity: '1', price: '100' },
      { rate: '0.13', tax: '13', gross: '113' },
    ],
  ])('%s', (_, row, expected) => {
    const made = order.complete(of(row), null, { ...context, sent: of(row) });
    expect(made['lines']).toEqual([expect.objectContaining(expected)]);
  });

  it('stands in the totals', () => {
    expect(order.complete(of(whole), null, context)).toMatchObject({ total: '113' });
  });
});

describe('a row that was there', () => {
  const mine = { ...whole, tax: '13.05', gross: '113.05' };
  const held = { rate: '0.13', amount: '100', tax: '13', gross: '113' };
  const table: readonly (readonly [
    sentence: string,
    before: JsonObject,
    row: JsonObject,
    made: JsonObject,
    head?: JsonObject,
  ])[] = [
    ['follows what changed', whole, { quantity: '3' }, { amount: '150', tax: '19.5', gross: '169.5' }],
    [
      'keeps what was typed, and what is made of that follows',
      mine,
      { quantity: '3' },
      { amount: '150', tax: '13.05', gross: '163.05' },
    ],
    [
      'keeps what is sent, though it be what stood there',
      whole,
      { quantity: '3', amount: '100' },
      { amount: '100', tax: '13', gross: '113' },
    ],
    ['begins anew where it is emptied', mine, { tax: null }, { amount: '100', tax: '13', gross: '113' }],
    [
      'is left alone by what it does not read',
      { ...mine, amount: '99' },
      { note: 'x' },
      { amount: '99', tax: '13.05', gross: '113.05' },
    ],
    [
      'is not filled in by what it does not read',
      { quantity: '1', price: '1' },
      { note: 'x' },
      { amount: null },
    ],
    [
      'goes empty with what it was made of',
      whole,
      { quantity: null },
      { amount: null, tax: null, gross: null },
    ],
    [
      'holds its net amount where nothing else is said',
      held,
      { rate: '0.06' },
      { amount: '100', tax: '6', gross: '106' },
    ],
    [
      'holds its gross amount where that is what was agreed',
      held,
      { rate: '0.06' },
      { amount: '106.6', tax: '6.4', gross: '113' },
      { withTax: true },
    ],
    [
      'follows what is carried by what was picked',
      { ...whole, category: c1 },
      { category: c2 },
      { rate: '0.06', tax: '6', gross: '106' },
    ],
  ];
  const cases = table.map(([what, before, row, made, head = {}]) => [what, before, row, made, head] as const);
  it.each(cases)('%s', (_, before, row, expected, head) => {
    const empty = { note: null, category: null, quantity: null, price: null, rate: null };
    const made = saved(of({ ...empty, amount: null, tax: null, gross: null, ...before }, head), row);
    expect(made['lines']).toEqual([expect.objectContaining(expected)]);
  });

  it('follows the record above it, though it is not sent', () => {
    const before = {
      ...of({ ...whole, price: null, quantity: null }),
      withTax: false,
      share: null,
      fee: null,
    };
    expect(saved(before, {}, { share: '4' })).toMatchObject({ fee: '8', lines: [{ amount: '100' }] });
  });
});

describe('a page, which sends everything', () => {
  it('is told what nobody touched, and has it made anew where it takes it away', () => {
    const before = of(whole);
    const untouched = inOneGo(order.untouched(before, context));
    expect([...untouched]).toEqual([
      ['/lines/r1/amount', '100'],
      ['/lines/r1/tax', '13'],
      ['/lines/r1/gross', '113'],
    ]);
    const { amount: _a, tax: _t, gross: _g, ...typed } = { ...whole, quantity: '3' };
    expect(order.complete(of(typed), before, context)).toMatchObject({
      lines: [{ amount: '150', gross: '169.5' }],
    });
    expect(order.complete(of({ ...whole, quantity: '3' }), before, context)).toMatchObject({
      lines: [{ amount: '100' }],
    });
  });
});
