import fc from 'fast-check';
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

  it('law: after every change are those of the rows as they stand', () => {
    const fields = [
      field('money', 'net', { currency: 'code' }),
      field('money', 'tax', { currency: 'parent.code' }),
      field('decimal', 'quantity'),
      field('text', 'unit'),
      field('text', 'note'),
      code,
    ];
    const shape = setOf(fields);
    const value = {
      net: fc.constantFrom('1', '2.50', null),
      tax: fc.constantFrom('3', '-0.10', null),
      quantity: fc.constantFrom('1', '4', null),
      unit: fc.constantFrom('台', '箱', null),
      note: fc.constantFrom('a', 'b'),
      code: fc.constantFrom('CNY', 'JPY', null),
    };
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ at: fc.nat(7), put: fc.record(value, { requiredKeys: [] }) }) },
      fc.record({ add: fc.record(value, { requiredKeys: [] }) }),
      fc.record({ takeAway: fc.nat(7) }),
      fc.record({ record: fc.constantFrom('CNY', 'JPY') }),
    );
    fc.assert(
      fc.property(fc.boolean(), fc.array(step, { maxLength: 12 }), (isShaped, steps) => {
        const kept = new SheetTotals();
        let rows: readonly JsonObject[] = [{ net: '1', quantity: '1' }, { net: '2' }];
        let record = valuesById({});
        for (const one of steps) {
          if ('at' in one) rows = rows.map((row, at) => (at === one.at ? { ...row, ...one.put } : row));
          else if ('add' in one) rows = [...rows, one.add];
          else if ('takeAway' in one) rows = rows.filter((_, at) => at !== one.takeAway);
          else record = valuesById({ code: one.record });
          const around = { shape: isShaped ? shape : undefined, record };
          expect([...kept.of(fields, rows, around)]).toEqual([...new SheetTotals().of(fields, rows, around)]);
        }
      }),
    );
  });
});
