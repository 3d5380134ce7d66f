import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { behaviourOf, c1, context, f } from './sample.suite.ts';

const order = behaviourOf({
  fields: [
    f('decimal', 'price', { precision: 12, scale: 4 }),
    f('computed', 'double', {
      compute: { op: 'product', of: ['price', { value: '2' }], scale: 2 },
      precision: 6,
    }),
    f('reference', 'category', { form: 'category' }),
    f('text', 'short', { length: 2, carry: { from: 'category', field: 'name' } }),
    f('percent', 'rough', { precision: 3, scale: 1, carry: { from: 'category', field: 'rate' } }),
    f('text', 'title', { length: 300 }),
    f('text', 'start', { length: 3, default: { fact: 'title' } }),
    f('entries', 'lines', {
      fields: [
        f('computed', 'tenfold', {
          compute: { op: 'product', of: ['parent.price', { value: '10' }], scale: 0 },
          precision: 4,
        }),
      ],
    }),
  ],
});

const table: readonly (readonly [sentence: string, record: JsonObject, expected: readonly object[]])[] = [
  ['what fits is let through', { price: '4999.99', category: null }, []],
  [
    'a product with more digits than its field keeps',
    { price: '5000' },
    [{ path: '/double', code: 'too-many-digits', params: { digits: 4, actual: 5 } }],
  ],
  [
    'the same on a line, by its path',
    { price: '1000', lines: [{ id: 'r1' }] },
    [{ path: '/lines/0/tenfold', code: 'too-many-digits', params: { digits: 4, actual: 5 } }],
  ],
  [
    'text carried from a field that holds more, a rate with more decimals',
    { category: c1, short: '货物一', rough: '0.13' },
    [
      { path: '/short', code: 'too-long', params: { length: 2, actual: 3 } },
      { path: '/rough', code: 'too-many-decimals', params: { scale: 1 } },
    ],
  ],
  [
    'a default taken over from a longer field',
    { title: '四个汉字' },
    [{ path: '/start', code: 'too-long', params: { length: 3, actual: 4 } }],
  ],
];

describe('a value nobody typed, and its field', () => {
  it.each(table)('%s', async (_, record, expected) => {
    const made = order.complete(record, null, context);
    expect((await order.inspect(made, null, context)).problems).toEqual(expected);
  });

  it('is not judged again while it stays as it was kept', async () => {
    const kept = { price: '5000', double: '10000' };
    expect((await order.inspect(kept, kept, context)).problems).toEqual([]);
  });
});
