import { expect, it } from 'vitest';
import type { Report, ReportCell } from '../../../metadata/contract/reports/calls.ts';
import { chartsOf } from './chart-shape.ts';

const label = (text: string) => ({ zh: text, en: text });
const key = (text: string) => ({ value: text, text });
const line = (text: string, ...cells: readonly ReportCell[][]) => ({ keys: [key(text)], cells });
const report = (more: Partial<Report>): Report => ({
  groups: [{ field: 'town', label: label('Town') }],
  values: [{ of: 'sum', field: 'worth', label: label('Worth'), kind: 'money', digits: '2' }],
  columns: [],
  lines: [],
  ...more,
});
const amounts = (said: Readonly<Record<string, string>>): ReportCell =>
  Object.entries(said).map(([currency, amount]) => ({ currency, amount }));

it('amounts in several currencies are a chart each, and none is drawn beside another scale', () => {
  const { charts, cut } = chartsOf(
    report({
      lines: [
        line('North', [amounts({ CNY: '10', JPY: '90000' })]),
        line('South', [amounts({ CNY: '20' })]),
        { keys: [], cells: [[amounts({ CNY: '30', JPY: '90000' })]] },
      ],
    }),
    '–',
    'en',
  );
  expect(charts).toEqual([
    {
      currency: 'CNY',
      shape: { categories: ['North', 'South'], series: [{ name: 'Worth', numbers: [10, 20] }] },
    },
    {
      currency: 'JPY',
      shape: { categories: ['North', 'South'], series: [{ name: 'Worth', numbers: [90000, null] }] },
    },
  ]);
  expect(cut).toBe(false);
});

it('a column without amounts in a currency is no series of its chart', () => {
  const { charts } = chartsOf(
    report({
      across: { field: 'state', label: label('State') },
      columns: [key('won'), key('lost')],
      lines: [line('North', [amounts({ CNY: '1' })], [amounts({ USD: '2', CNY: '3' })], [null])],
    }),
    '–',
    'en',
  );
  expect(charts.map(({ currency, shape }) => [currency, shape.series.map(({ name }) => name)])).toEqual([
    ['CNY', ['won', 'lost']],
    ['USD', ['lost']],
  ]);
});

it('what tells of no currencies is one chart, of numbers of one unit, and what is left out is said', () => {
  const count = { of: 'count', label: label('Count') } as const;
  const worth = { of: 'sum', field: 'worth', label: label('Worth'), kind: 'money', currency: 'CNY' } as const;
  const one = (values: Report['values']) =>
    chartsOf(report({ values, lines: [line('North', [values.map(() => '5')].flat())] }), '–', 'en');
  expect(one([count])).toEqual({
    charts: [{ currency: null, shape: { categories: ['North'], series: [{ name: 'Count', numbers: [5] }] } }],
    cut: false,
  });
  expect(one([count, worth]).cut).toBe(true);
  const currencies = ['CNY', 'USD', 'JPY', 'EUR', 'GBP', 'HKD', 'KWD'];
  const all = amounts(Object.fromEntries(currencies.map((code) => [code, '1'])));
  const many = chartsOf(report({ lines: [line('North', [all])] }), '–', 'en');
  expect([many.charts.length, many.cut]).toEqual([6, true]);
});
