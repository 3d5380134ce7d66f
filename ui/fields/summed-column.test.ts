import { expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import { kinds } from '../../metadata/kinds/index.ts';
import { isSummedColumn, mayBeSummed } from './summed-column.ts';

const field = (name: string, kind: string, zh: string, props: JsonObject = {}): Field =>
  ({ id: name, name, label: { zh, en: name }, kind: kinds.get(kind), props }) as unknown as Field;
/** What is made of others, as a number or an amount. */
const made = (name: string, zh: string, props: JsonObject, inner = 'decimal'): Field => {
  const kind = props['compute'] === undefined ? 'formula' : 'computed';
  return { ...field(name, kind, zh, props), inner: field(name, inner, zh, { scale: 2 }) };
};
const compute = (op: string, ...of: readonly string[]) => ({ compute: { op, of } });

const quantity = field('quantity', 'decimal', '数量');
const price = field('price', 'money', '单价');
const rate = field('rate', 'percent', '税率');
const net = field('net', 'money', '金额');

it.each<readonly [what: string, fields: readonly Field[], summed: readonly string[]]>([
  [
    'quantities and what they cost, not the price of one (formula)',
    [quantity, price, made('amount', '金额', { formula: 'quantity * price' })],
    ['quantity', 'amount'],
  ],
  ...(['decimal', 'money'] as const).map(
    (inner) =>
      [
        `the same, computed as ${inner}`,
        [quantity, price, made('amount', '金额', compute('product', 'quantity', 'price'), inner)],
        ['quantity', 'amount'],
      ] as const,
  ),
  [
    'whatever they are called',
    [field('a', 'integer', '甲'), field('b', 'money', '乙'), made('c', '丙', { formula: 'round(a * b, 2)' })],
    ['a', 'c'],
  ],
  [
    'a price that is a plain number is known by its name',
    [
      quantity,
      field('unitPrice', 'decimal', '一件'),
      made('amount', '金额', { formula: 'quantity * unitPrice' }),
    ],
    ['quantity', 'amount'],
  ],
  [
    'amounts and taxes, not rates',
    [
      net,
      rate,
      made('tax', '税额', { formula: 'net * rate' }),
      made('gross', '合计', { formula: 'net + tax' }),
    ],
    ['net', 'tax', 'gross'],
  ],
  [
    'amounts, not what is allowed of them',
    [net, field('netLimit', 'money', '不含税限额'), field('most', 'money', '单笔上限')],
    ['net'],
  ],
  [
    'what is left of an amount, not an average',
    [
      net,
      quantity,
      made('average', '平均', { formula: 'net / quantity' }),
      made('share', '份额', compute('quotient', 'net', 'quantity'), 'money'),
      made('without', '不含税', { formula: 'net / (1 + rate)' }),
      rate,
    ],
    ['net', 'quantity', 'without'],
  ],
  [
    'amounts that a sum or a difference is made of',
    [net, field('paid', 'money', '已付'), made('open', '未付', compute('difference', 'net', 'paid'))],
    ['net', 'paid', 'open'],
  ],
  [
    'no numbers that count nothing',
    [field('line', 'integer', '行号'), field('priority', 'integer', '优先级'), field('part', 'text', '品名')],
    [],
  ],
  ['nothing of what is made of itself', [made('loop', '环', { formula: 'loop + 1' })], []],
])('adds up %s', (_what, fields, summed) => {
  expect(fields.filter((one) => isSummedColumn(one, fields)).map(({ id }) => id)).toEqual(summed);
});

it('records are added up by what they count, not by where they stand, when they were or what one of it costs', () => {
  const whole = (name: string, zh: string) => field(name, 'integer', zh);
  const all = [
    ...[whole('people', '人数'), whole('days', '天数'), net, quantity, whole('orders', '订单数量')],
    ...[whole('orderQuantity', '数量'), field('orderAmount', 'integer', '订单金额')],
  ];
  const none = [
    ...[
      whole('priority', '优先'),
      whole('a', '优先级（小者先）'),
      whole('sort_order', '乙'),
      whole('b', '排序'),
    ],
    ...[whole('lineNo', '丙'), whole('fiscalYear', '丁'), whole('c', '会计年度'), whole('d', '名次')],
    ...[price, rate, field('stars', 'rating', '评分'), field('grossLimit', 'money', '限额')],
  ];
  expect([...all, ...none].filter((one) => mayBeSummed(one))).toEqual(all);
  const step = { ...whole('step', '步'), path: 'step' };
  expect([mayBeSummed(step), mayBeSummed(step, ['-step', 'id'])]).toEqual([true, false]);
});
