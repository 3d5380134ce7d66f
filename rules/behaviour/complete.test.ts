import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { FormSource } from '../../metadata/source.ts';
import { behaviourOf, c1, c2, context, f, text } from './sample.suite.ts';

const user: FormSource = {
  name: 'user',
  kind: 'master',
  sharing: 'everybody',
  label: text('user'),
  fields: [f('text', 'number')],
};
const order = behaviourOf(
  {
    fields: [
      f('date', 'day', { default: { fact: '$today' } }),
      f('datetime', 'moment', { default: { fact: '$now' } }),
      f('text', 'orgNumber', { default: { fact: '$org' } }),
      f('reference', 'owner', { form: 'user', default: { fact: '$user' } }),
      f('text', 'state', { default: 'draft' }),
      f('boolean', 'open', { default: true }),
      f('text', 'copy', { default: { fact: 'state' } }),
      f('decimal', 'discount'),
      f('computed', 'net', { compute: { op: 'difference', of: ['total', 'discount'], scale: 2 } }),
      f('computed', 'total', { compute: { op: 'sum', of: ['lines.gross'], scale: 2 } }),
      f('percent', 'factor'),
      f('entries', 'lines', {
        fields: [
          f('reference', 'category', { form: 'category' }),
          f('carry', 'shortName', { from: 'category', field: 'shortName' }),
          f('percent', 'rate', { carry: { from: 'category', field: 'rate' } }),
          f('computed', 'gross', { compute: { op: 'sum', of: ['amount', 'tax'], scale: 2 } }),
          f('computed', 'tax', { compute: { op: 'product', of: ['amount', 'rate'], scale: 2 } }),
          f('computed', 'behind', { compute: { op: 'product', of: ['amount', 'category.rate'], scale: 4 } }),
          f('computed', 'scaled', { compute: { op: 'product', of: ['amount', 'parent.factor'], scale: 2 } }),
          f('computed', 'third', { compute: { op: 'quotient', of: ['amount', { value: '3' }], scale: 3 } }),
          f('computed', 'parts', { compute: { op: 'sum', of: ['batches.size'], scale: 0 } }),
          f('decimal', 'amount'),
          f('text', 'unit', { default: 'piece' }),
          f('entries', 'batches', {
            fields: [
              f('integer', 'size'),
              f('computed', 'twice', { compute: { op: 'product', of: ['size', { value: '2' }], scale: 0 } }),
            ],
          }),
        ],
      }),
    ],
  },
  user,
);

type Case = readonly [sentence: string, record: JsonObject, before: JsonObject | null, expected: JsonObject];
const line = (more: JsonObject): JsonObject => ({ id: 'r1', ...more });
const lines = (...rows: JsonObject[]): JsonObject => ({ lines: rows });

const table: readonly Case[] = [
  [
    'today, now, organisation and user by default',
    {},
    null,
    { day: '2026-03-15', moment: '2026-03-15T08:00:00.000Z', orgNumber: 'O1', owner: context.userId ?? '' },
  ],
  ['a default where the field was left out', {}, null, { state: 'draft', open: true }],
  ['a field beside it by default', { state: 'sent' }, null, { copy: 'sent' }],
  ['no default over what was given', { state: 'sent', open: false }, null, { state: 'sent', open: false }],
  ['no default over an empty field that was given', { state: null }, null, { state: null }],
  ['no default on a record that is there already', { discount: '1' }, {}, {}],
  ['a default on a new row of an old record', lines({}), {}, lines({ unit: 'piece' })],
  ['none on a row that was there', lines(line({})), lines(line({})), lines(line({}))],
  [
    'what is carried from a reference',
    lines({ category: c1 }),
    null,
    lines({ shortName: '货', rate: '0.13' }),
  ],
  [
    'it is not what a caller says',
    lines({ category: c1, shortName: 'mine' }),
    null,
    lines({ shortName: '货' }),
  ],
  [
    'it goes with the reference',
    lines(line({ category: null, shortName: '货' })),
    lines(line({ category: c1 })),
    lines({ shortName: null }),
  ],
  [
    'it is refreshed though the reference stayed',
    lines(line({ category: c1, shortName: 'old' })),
    lines(line({ category: c1, shortName: 'old' })),
    lines({ shortName: '货' }),
  ],
  [
    'what stays editable is filled in when nothing was given',
    lines({ category: c2 }),
    null,
    lines({ rate: '0.06' }),
  ],
  ['and left when something was', lines({ category: c2, rate: '0.03' }), null, lines({ rate: '0.03' })],
  [
    'changed with its reference',
    lines(line({ category: c2, rate: '0.13' })),
    lines(line({ category: c1, rate: '0.13' })),
    lines({ rate: '0.06' }),
  ],
  [
    'not when both were changed',
    lines(line({ category: c2, rate: '0.01' })),
    lines(line({ category: c1, rate: '0.13' })),
    lines({ rate: '0.01' }),
  ],
  [
    'and not refreshed while the reference stays',
    lines(line({ category: c1, rate: '0.01' })),
    lines(line({ category: c1, rate: '0.01' })),
    lines({ rate: '0.01' }),
  ],
  [
    'a reference that is not at hand carries nothing',
    lines({ category: '33333333-3333-4333-8333-333333333333', shortName: 'kept' }),
    null,
    lines({ shortName: 'kept' }),
  ],
  [
    'products, and sums of them, though written before them',
    lines({ amount: '10', category: c1 }),
    null,
    lines({ tax: '1.3', gross: '11.3' }),
  ],
  ['half up at the last digit', lines({ amount: '0.5', rate: '0.01' }), null, lines({ tax: '0.01' })],
  ['and away from zero', lines({ amount: '-0.5', rate: '0.01' }), null, lines({ tax: '-0.01' })],
  [
    'a field of the record behind a reference',
    lines({ amount: '10', category: c2 }),
    null,
    lines({ behind: '0.6' }),
  ],
  [
    'a field of the record above',
    { factor: '0.5', ...lines({ amount: '3' }) },
    null,
    lines({ scaled: '1.5' }),
  ],
  ['a quotient by a number', lines({ amount: '2' }), null, lines({ third: '0.667' })],
  ['an empty factor makes it empty', lines({ amount: '2' }), null, lines({ tax: null, scaled: null })],
  ['an empty summand is nothing', lines({ amount: '2' }), null, lines({ gross: '2' })],
  ['a sum of nothing is empty', lines({}), null, lines({ gross: null })],
  ['a sum over rows', lines({ amount: '1', rate: '0' }, { amount: '2', rate: '0' }), null, { total: '3' }],
  ['a sum over no rows is zero', {}, null, { total: '0' }],
  ['a difference of what is computed', { discount: '0.5', ...lines({ amount: '2' }) }, null, { net: '1.5' }],
  ['a sum over rows of rows', lines({ batches: [{ size: 2 }, { size: 3 }] }), null, lines({ parts: '5' })],
  [
    'a product in rows of rows',
    lines({ batches: [{ size: 2 }] }),
    null,
    lines({ batches: [{ twice: '4' }] }),
  ],
  [
    'exact to the last of 25 digits',
    lines({ amount: '1234567890123456789012.345', rate: '1' }),
    null,
    lines({ gross: '2469135780246913578024.7' }),
  ],
];

describe('complete', () => {
  it.each(table)('%s', (_sentence, record, before, expected) => {
    expect(order.complete(record, before, context)).toMatchObject(expected);
  });

  it('gives a copy and leaves what it was given', () => {
    const record = { lines: [{ category: c1, batches: [{ size: 1 }] }] };
    const before = structuredClone(record);
    order.complete(record, null, context);
    expect(record).toEqual(before);
  });

  it('completed twice is completed once', () => {
    const once = order.complete({ lines: [{ category: c1, amount: '7' }] }, null, context);
    expect(order.complete(once, null, context)).toEqual(once);
  });

  it('says which references it looks behind', () => {
    expect([...order.references].sort()).toEqual(['lines.category']);
  });
});
