import { expect, it } from 'vitest';
import type { Report, ReportCell } from '../../../metadata/contract/reports/calls.ts';
import { cellTexts } from './report-cells.ts';

type Value = Report['values'][number];

it.each<readonly [says: string, cell: ReportCell, value: Partial<Value>, shown: readonly string[]]>([
  ['a count', '1234', { of: 'count' }, ['1,234']],
  ['nothing', null, { of: 'sum', kind: 'decimal' }, []],
  ['a sum of numbers', '-1234567.5', { of: 'sum', kind: 'decimal' }, ['-1,234,567.5']],
  ['a sum of what is computed', '57268.4', { of: 'sum', kind: 'computed', digits: '2' }, ['57,268.40']],
  ['the first of days', '2026-11-25', { of: 'least', kind: 'date' }, ['2026-11-25']],
  ['an average of rates', '0.065', { of: 'average', kind: 'percent' }, ['6.5%']],
  ['an amount of one currency', '1234.5', { of: 'sum', kind: 'money', currency: 'CNY' }, ['CN¥1,234.50']],
  [
    'amounts of several',
    [
      { currency: 'CNY', amount: '-3' },
      { currency: 'JPY', amount: '4000' },
    ],
    { of: 'sum', kind: 'money' },
    ['-CN¥3.00', '¥4,000'],
  ],
])('cells of a report say %s', (_, cell, value, shown) => {
  expect(cellTexts(cell, value as Value, 'en')).toEqual(shown);
});
