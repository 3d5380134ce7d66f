import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { isKept } from '../metadata/kinds/common/kept-value.ts';
import { loneField } from '../metadata/kinds/common/lone-field.ts';
import { kinds } from '../metadata/kinds/index.ts';
import { meantValue, writtenValue } from './meant-value.ts';

const fieldOf = (kind: string, props: JsonObject = {}) => {
  const found = kinds.get(kind);
  if (!found) throw new Error(`there is no kind ${kind}`);
  return loneField(found, props);
};
/** A kind, and what is said of it. */
type Of = string | readonly [kind: string, props: JsonObject];

const writing = { language: 'zh', zone: 'Asia/Shanghai' } as const;

it.each<readonly [says: string, of: Of, text: string, meant: string | null]>([
  ['a day with slashes', 'date', '2025/04/02', '2025-04-02'],
  ['a day in Chinese', 'date', '2025年4月2日', '2025-04-02'],
  ['a day in digits alone', 'date', '20250402', '2025-04-02'],
  ['a day whose month has a name', 'date', '2-Apr-2025', '2025-04-02'],
  ['a day after which there is no such month', 'date', '25/04/2025', '2025-04-25'],
  ['no day that may be two', 'date', '03/04/2025', null],
  ['no day that does not exist', 'date', '2025/02/30', null],
  ['no day of which somebody speaks', 'date', 'next Tuesday', null],
  ['a moment, in the zone', 'datetime', '2025/04/02 8:30', '2025-04-02T00:30:00.000Z'],
  ['a moment to the second', 'datetime', '2025-04-02T08:30:05', '2025-04-02T00:30:05.000Z'],
  ['a moment that says its zone', 'datetime', '2025-04-02T08:30:00Z', '2025-04-02T08:30:00.000Z'],
  ['a day, as its midnight', 'datetime', '2025年4月2日', '2025-04-01T16:00:00.000Z'],
  ['no moment of a day that may be two', 'datetime', '03/04/2025 08:30', null],
  ['no moment that does not exist', 'datetime', '2025-04-02 25:00', null],
  ['a time of day', 'time', '8:30', '08:30:00'],
  ['a grouped number', ['decimal', { precision: 18, scale: 2 }], '1,300.50', '1300.5'],
  ['a number as wide as Chinese', 'decimal', '１３００', '1300'],
  ['a number with the usual sign', 'decimal', '￥1,300', '1300'],
  ['a number below nothing with it', ['decimal', { precision: 18, scale: 2 }], '-¥ 0.5', '-0.5'],
  [
    'no number with more digits than there is room for',
    ['decimal', { precision: 18, scale: 2 }],
    '1.005',
    null,
  ],
  ['no number with two points', 'decimal', '1.300.50', null],
  ['no other currency', 'decimal', '$1,300', null],
  ['an amount', 'money', '￥1,300', '1300'],
  ['an amount with its unit', 'money', '1,300.50元', '1300.5'],
  ['no amount of another currency', ['money', { currency: 'USD' }], '￥1,300', null],
  ['a whole number', 'integer', '1,300', '1300'],
  ['a whole number with the usual sign', 'integer', '￥1,300', '1300'],
  ['a whole number that says so', 'integer', '12.0', '12'],
  ['no part of a whole number', 'integer', '12.5', null],
  ['no number in words', 'integer', 'a dozen', null],
  ['no number but the sign of one', 'integer', '元', null],
  ['a share', 'percent', '12.5%', '0.125'],
  ['a yes', 'boolean', '是', 'true'],
  ['a no', 'boolean', 'N', 'false'],
  ['no yes', 'boolean', 'perhaps', null],
  ['an address without blanks around it', 'email', ' a@b.cn ', 'a@b.cn'],
  ['no address', 'email', 'a at b', null],
  ['no text that is too long', ['text', { length: 4 }], 'abcdef', null],
])('reads %s', (_, of, text, meant) => {
  const field = typeof of === 'string' ? fieldOf(of) : fieldOf(...of);
  expect(meantValue(text, field, writing)).toBe(meant);
  if (meant === null) return;
  expect(isKept(meant, field)).toBe(true);
  // As it is shown, it is read again.
  expect(meantValue(writtenValue(meant, field, writing.zone), field, writing)).toBe(meant);
});

it('reads options by any of their names, but none that two have', () => {
  const options = [
    { value: 'bj', label: { zh: '北京', en: 'Capital' } },
    { value: 'nj', label: { zh: '南京', en: 'capital' } },
  ];
  const field = { ...fieldOf('choice'), options };
  expect(['BJ', ' 北京', 'Capital', '上海'].map((text) => meantValue(text, field, writing))).toEqual([
    ...['bj', 'bj', null, null],
  ]);
});

it('shows moments in the zone, and all else as it is kept', () => {
  const zone = 'Asia/Shanghai';
  expect(writtenValue('2025-04-02T00:30:00.000Z', fieldOf('datetime'), zone)).toBe('2025-04-02 08:30:00');
  expect(writtenValue('2025-04-02', fieldOf('date'), zone)).toBe('2025-04-02');
});
