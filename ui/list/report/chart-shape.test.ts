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

const reader = { empty: '–', language: 'en' } as const;
const cell = (value: string, text: string) => ({ value, text });

it('amounts in several currencies are a chart each, and none is drawn beside another scale', () => {
  const { charts, cut } = chartsOf(
    report({
      lines: [
        line('North', [amounts({ CNY: '10', JPY: '90000' })]),
        line('South', [amounts({ CNY: '20' })]),
        { keys: [], cells: [[amounts({ CNY: '30', JPY: '90000' })]] },
      ],
    }),
    reader,
  );
  expect(charts).toEqual([
    {
      currency: 'CNY',
      data: {
        categories: ['North', 'South'],
        series: [{ name: 'Worth', cells: [cell('10', 'CN¥10.00'), cell('20', 'CN¥20.00')] }],
      },
    },
    {
      currency: 'JPY',
      data: {
        categories: ['North', 'South'],
        series: [{ name: 'Worth', cells: [cell('90000', '¥90,000'), null] }],
      },
    },
  ]);
  expect(cut).toEqual([]);
});

it('a column without amounts in a currency is no series of its chart', () => {
  const { charts } = chartsOf(
    report({
      across: { field: 'state', label: label('State') },
      columns: [key('won'), key('lost')],
      lines: [line('North', [amounts({ CNY: '1' })], [amounts({ USD: '2', CNY: '3' })], [null])],
    }),
    reader,
  );
  expect(charts.map(({ currency, data }) => [currency, data.series.map(({ name }) => name)])).toEqual([
    ['CNY', ['won', 'lost']],
    ['USD', ['lost']],
  ]);
});

it('what tells of no currencies is one chart, of numbers of one unit, and what is left out is said', () => {
  const count = { of: 'count', label: label('Count') } as const;
  const worth = { of: 'sum', field: 'worth', label: label('Worth'), kind: 'money', currency: 'CNY' } as const;
  const one = (values: Report['values']) =>
    chartsOf(report({ values, lines: [line('North', [values.map(() => '5')].flat())] }), reader);
  expect(one([count])).toEqual({
    charts: [
      {
        currency: null,
        data: { categories: ['North'], series: [{ name: 'Count', cells: [cell('5', '5')] }] },
      },
    ],
    cut: [],
  });
  expect(one([count, worth]).cut).toEqual(['values']);
  const currencies = ['CNY', 'USD', 'JPY', 'EUR', 'GBP', 'HKD', 'KWD'];
  const all = amounts(Object.fromEntries(currencies.map((code) => [code, '1'])));
  const many = chartsOf(report({ lines: [line('North', [all])] }), reader);
  expect([many.charts.length, many.cut]).toEqual([6, ['currencies']]);
});

it('a number leads to the records that it is made of, and stays the decimal it was', () => {
  const long = '123456789012345678901234.05';
  const { charts } = chartsOf(report({ lines: [line('North', [long]), line('South', ['0'])] }), {
    ...reader,
    listOf: (conditions) => JSON.stringify(conditions),
  });
  expect(charts[0]?.data.series[0]?.cells).toEqual([
    {
      value: long,
      text: '123,456,789,012,345,678,901,234.05',
      href: '[{"fact":"town","operator":"equal","value":"North"}]',
    },
    { value: '0', text: '0.00' },
  ]);
});
