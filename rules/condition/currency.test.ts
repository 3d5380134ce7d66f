import { describe, expect, it } from 'vitest';
import { compileCondition } from './compile.ts';
import { entries, field, form, shape } from './sample-forms.suite.ts';
import type { Scope } from './scope.ts';

const amount = (id: string, currency?: string) =>
  field('money', id, { props: currency === undefined ? {} : { currency } });
const customer = form('customer', [
  field('text', 'number'),
  field('currency', 'currency'),
  amount('ceiling', 'currency'),
]);
const lines = entries('lines', [
  field('currency', 'code'),
  amount('net', 'parent.currency'),
  amount('paid', 'code'),
  amount('due', 'code'),
]);
const order = form('order', [
  field('reference', 'customer', { target: 'customer' }),
  field('carry', 'currency', {
    props: { from: 'customer', field: 'currency' },
    inner: field('currency', 'currency'),
  }),
  field('reference', 'payer', { target: 'customer' }),
  ...(['customer', 'payer'] as const).map((from) =>
    field('carry', `${from}Ceiling`, { props: { from, field: 'ceiling' }, inner: amount('ceiling', '') }),
  ),
  amount('total', 'currency'),
  amount('paid', 'currency'),
  amount('fee', 'CNY'),
  amount('tax', 'CNY'),
  amount('euro', 'EUR'),
  amount('plain'),
  field('integer', 'count'),
  lines,
]);
const scope: Scope = {
  shape: order,
  target: (id) => ({ customer, order })[id],
};
const rowScope: Scope = { ...scope, shape: lines.rows ?? shape([]), parent: order };

const compiled = (condition: object, within: Scope) => {
  const result = compileCondition(condition as never, within);
  return result.ok ? 'fits' : result.problems.map(({ code, path }) => `${path} ${code}`).join();
};
const more = (fact: string, other: string, over?: string) => ({
  fact,
  operator: 'greaterThan',
  value: { fact: other },
  ...(over === undefined ? {} : { over }),
});
const apart = '/value operand-currency';

describe('conditions on amounts', () => {
  it.each([
    ['told by the same field', more('total', 'paid'), 'fits'],
    ['in the same currency for all', more('fee', 'tax'), 'fits'],
    ['in two of them', more('fee', 'euro'), apart],
    ['of which one hangs on the record', more('total', 'fee'), apart],
    ['of which one tells none', more('total', 'plain'), 'fits'],
    [
      'one of which is that of another record, whose currency is carried',
      more('total', 'customer.ceiling'),
      'fits',
    ],
    ['that are carried from two records', more('customerCeiling', 'payerCeiling'), apart],
    ['one of which is carried', more('customerCeiling', 'customer.ceiling'), 'fits'],
    ['one of which is carried, as its currency is', more('total', 'customerCeiling'), 'fits'],
    ['of rows, with one of the record', more('lines.net', 'total'), 'fits'],
    ['of rows that tell a currency each, with one of the record', more('lines.paid', 'total'), apart],
    ['that are counted', more('lines.paid', 'count', 'count'), 'fits'],
    ['of rows that are added up in one currency', more('lines.net', 'total', 'sum'), 'fits'],
    [
      'and in many',
      { fact: 'lines.paid', operator: 'equal', value: '1', over: 'sum' },
      '/over sum-of-currencies',
    ],
    ['and a number that somebody writes', { fact: 'lines.paid', operator: 'equal', value: '1' }, 'fits'],
  ])('compare two %s', (_, condition, expected) => {
    expect(compiled(condition, scope)).toBe(expected);
  });

  it.each([
    ['a row with itself', more('paid', 'due'), 'fits'],
    ['a row with its record', more('net', 'parent.total'), 'fits'],
    ['a row that has a currency of its own with its record', more('paid', 'parent.total'), apart],
    ['two of the record', more('parent.total', 'parent.customer.ceiling'), 'fits'],
  ])('compare %s', (_, condition, expected) => {
    expect(compiled(condition, rowScope)).toBe(expected);
  });

  it('compare what stands in one row of some, as everywhere', () => {
    const some = (where: object) => ({ some: 'lines', where });
    expect(compiled(some(more('lines.paid', 'lines.due')), scope)).toBe('fits');
    expect(compiled(some(more('lines.paid', 'lines.net')), scope)).toBe('/where/value operand-currency');
  });
});
