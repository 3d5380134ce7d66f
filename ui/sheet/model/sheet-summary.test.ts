import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { valuesById } from '../../../metadata/currency/currency-of.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import { SheetTotals } from './sheet-summary.ts';

const field = (kind: string, id: string, props: JsonObject = {}) =>
  ({ id, name: id, kind: kinds.get(kind), props }) as unknown as Field;
const code = field('currency', 'code');
const setOf = (fields: readonly Field[]) =>
  ({ fields, byId: new Map(fields.map((one) => [one.id, one])) }) as unknown as FieldSet;

describe('the sums below a sheet', () => {
  it.each<
    readonly [says: string, currency: string, known: boolean, rows: readonly JsonObject[], sums: unknown]
  >([
    [
      'stand apart by currency; a row that says none yet is apart, too',
      'code',
      true,
      [{ net: '1' }, { net: '2' }, { net: '3', code: 'JPY' }],
      ['3.00', 'JP¥3'],
    ],
    ['are none of rows whose currencies are withheld', 'code', false, [{ net: '1' }, { net: '2' }], []],
    [
      'are those of the record, withheld or not',
      'parent.code',
      false,
      [{ net: '1' }, { net: '2' }],
      ['3.00'],
    ],
    ['are none of what is carried from other records', '', true, [{ net: '1' }, { net: '2' }], []],
  ])('%s', (_, currency, known, rows, sums) => {
    const net = field('money', 'net', { currency });
    const shape = setOf(known ? [code, net] : [net]);
    expect(new SheetTotals().of([net], rows, { shape, record: valuesById({}) }).get(0)).toEqual(sums);
  });

  it.each<readonly [says: string, rows: readonly JsonObject[], sums: readonly string[]]>([
    [
      'are one of what is counted in one unit',
      [
        { quantity: '1', unit: '台' },
        { quantity: '2', unit: '台' },
      ],
      ['3'],
    ],
    ['are one where nobody says a unit', [{ quantity: '1' }, { quantity: '2.5' }], ['3.5']],
    [
      'stand apart by unit',
      [
        { quantity: '1', unit: '台' },
        { quantity: '2', unit: '箱' },
        { quantity: '4', unit: '台' },
        { quantity: '8' },
      ],
      ['5 台', '2 箱', '8'],
    ],
    ['ask nothing of rows that count nothing', [{ quantity: '1', unit: '台' }, { unit: '箱' }], ['1']],
  ])('%s', (_, rows, sums) => {
    const [quantity, unit, first] = [
      field('decimal', 'quantity'),
      field('text', 'unit'),
      field('text', 'originalUnit'),
    ];
    const shape = setOf([first, quantity, unit]);
    expect(new SheetTotals().of([quantity], rows, { shape, record: valuesById({}) }).get(0)).toEqual(sums);
  });
});
