import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { rulesOf } from '../rules.suite.ts';
import { chooseInvoiceType } from './choose-invoice-type.ts';

const rules = rulesOf({
  'invoice-type-rule': [
    { number: 'A', priority: 2, invoiceType: '007' },
    {
      number: 'B',
      priority: 1,
      invoiceType: '08xdp',
      condition: { fact: 'buyerName', operator: 'equal', value: '甲公司' },
    },
  ],
});

describe('the type of an invoice', () => {
  it.each<[string, JsonObject, string | null]>([
    ['pushed without one: by rule', { dataSource: 'api', buyerName: '甲公司' }, '08xdp'],
    ['pushed with one: as it is', { dataSource: 'api', buyerName: '甲公司', invoiceType: '026' }, '026'],
    ['made by hand: rules do not act', { dataSource: 'manual', buyerName: '甲公司' }, null],
    ['paper stays paper', { dataSource: 'manual', invoiceType: '004', sellerTaxNo: 'S' }, '004'],
    [
      'ordinary paper where it is digital',
      { dataSource: 'manual', invoiceType: '007', sellerTaxNo: 'D' },
      '007xdp',
    ],
    [
      'special paper where it is digital',
      { dataSource: 'manual', invoiceType: '004', sellerTaxNo: 'D' },
      '004xdp',
    ],
    ['paper by rule where it is digital', { dataSource: 'api', sellerTaxNo: 'D' }, '007xdp'],
  ])('%s', async (_name, application, expected) => {
    const parameter = (_type: string, key: string) => (key === 'D' ? '1' : null);
    const decided = await chooseInvoiceType(application, { rules, parameter });
    expect(decided.result.invoiceType).toBe(expected);
  });
});
