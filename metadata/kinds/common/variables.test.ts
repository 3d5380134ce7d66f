import { describe, expect, it } from 'vitest';
import { compile } from '../../model/compile.ts';
import type { FieldSource } from '../../source.ts';
import { variableOf, variableProblems } from './variables.ts';

const f = (name: string, kind: string, zh: string, en: string, more: object = {}): FieldSource => ({
  name,
  kind,
  label: { zh, en },
  ...more,
});
const { model, issues } = compile([
  {
    manifest: { name: 'p', version: '1.0.0', guiju: { prefix: 'p', label: { zh: 'p', en: 'p' } } },
    forms: [
      {
        file: 'forms/x.json',
        content: {
          name: 'invoice',
          kind: 'document',
          sharing: 'everybody',
          label: { zh: '发票', en: 'Invoice' },
          fields: [
            f('sellerName', 'text', '销方名称', 'Seller name', { id: 'seller' }),
            f('net', 'money', '金额（不含税）', 'Net amount'),
            f('code', 'secret', '密钥', 'Code'),
            f('lines', 'entries', '明细', 'Lines', { fields: [f('item', 'text', '商品', 'Item')] }),
          ],
        },
      },
    ],
    extensions: [],
    params: [],
    data: [],
    cases: [],
    messages: [],
  },
]);
const invoice = model?.forms.get('invoice');
if (!invoice) throw new Error(JSON.stringify(issues));
const slots = [{ name: 'invoiceList', label: { zh: '发票列表', en: 'Invoice list' } }];

describe('a variable', () => {
  it.each([
    ['销方名称', 'seller'],
    ['Seller Name', 'seller'],
    ['sellerName', 'seller'],
    ['seller', 'seller'],
    ['金额（不含税）', 'net'],
    ['发票列表', 'invoiceList'],
    ['密钥', undefined],
    ['买方', undefined],
  ])('%s is %s', (written, id) => {
    expect(variableOf(written, invoice, slots)?.id).toBe(id);
  });

  it.each<[string, [string, string?][]]>([
    ['[&销方名称&] [& Net amount &]', []],
    ['[&销方名字&]', [['template-unknown', '销方名称']]],
    ['[&selerName&]', [['template-unknown', 'sellerName']]],
    ['[&明细&] [&lines.item&]', [['template-list'], ['template-list']]],
    ['[&发票列表&]', [['template-unknown']]],
  ])('of %s is told %j', (text, expected) => {
    const found = variableProblems(text, invoice, []);
    const near = (params: object | undefined) =>
      ((params as { near?: readonly string[] } | undefined)?.near ?? []).slice(0, 1);
    expect(found.map(({ code, params }) => [code, ...near(params)])).toEqual(expected);
  });

  it('stands for a list where there is room for one', () => {
    expect(variableProblems('[&发票列表&] [&Invoice list&]', invoice, slots)).toEqual([]);
  });
});
