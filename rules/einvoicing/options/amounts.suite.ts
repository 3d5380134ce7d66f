import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Line } from '../common/line.ts';
import type { MergeDocument } from '../merge/group.ts';
import { type MergeRule, merge } from '../merge/merge.ts';
import { grossRuleOf } from '../split/gross-settings.ts';
import { split } from '../split/split.ts';
import type { SplitRule } from '../split/split-rule.ts';
import { answered, invoiceTypes, type Scene, withValue } from './common.suite.ts';

const goods = (more: Partial<Line> = {}): Line => ({
  itemName: '货',
  rate: '0.13',
  kind: 'normal',
  remark: '行备注',
  quantity: '3',
  price: '33.333333',
  amount: '100',
  tax: '13',
  gross: '113',
  ...more,
});

const splitting =
  (invoiceType: string, lines: readonly Line[], more: SplitRule = {}): Scene =>
  (record) =>
    answered(split({ invoiceType, lines, remark: '头备注' }, { ...more, ...(record as SplitRule) }));

const many = (count: number): readonly Line[] =>
  Array.from({ length: count }, (_, at) => goods({ itemName: `货${at}` }));
const limited = (invoiceType: string, netLimit = '40') => [{ invoiceType, netLimit }];

export const splitScenes: readonly Scene[] = [
  splitting('10xdp', [goods()], { limits: limited('10xdp') }),
  splitting('10xdp', [goods({ tax: '13.05', gross: '113.05' })], { limits: limited('10xdp') }),
  splitting('10xdp', [goods({ remark: '行备注' }), goods({ remark: '另一行' })], {
    limits: limited('10xdp', '150'),
  }),
  splitting('10xdp', [goods({ quantity: '7', price: '14.2857142857143' })], { limits: limited('10xdp') }),
  splitting('10xdp', [goods({ quantity: '7', price: '14.2857142857143' })], {
    limits: limited('10xdp'),
    quantityDecimals: 1,
    priceDecimals: 2,
    handling: 'keep-decimals',
  }),
  splitting('10xdp', [goods({ quantity: '7', price: '14.2857142857143' })], {
    limits: limited('10xdp'),
    quantityDecimals: 0,
  }),
  splitting('10xdp', [goods()], { limits: limited('10xdp'), fixedQuantity: '3' }),
  splitting('10xdp', [goods({ remark: '一' }), goods({ remark: '二' })], { remarkRule: 'document-lines' }),
  ...invoiceTypes.map((type) => splitting(type, [goods()])),
  splitting('007', many(4), { rowsPerInvoice: 2, listRows: 3 }),
  splitting('007', many(2), { rowsPerInvoice: 2, listRows: 3 }),
  splitting('007', many(7)),
  splitting('10xdp', many(7)),
  splitting('007', many(7), { list: 'always', rowsPerInvoice: 1 }),
  (record, picked) => {
    const lines = ([0, 1] as const).map((which) => withValue(goods() as JsonObject, picked, which) as Line);
    // Amounts of lines decide how they are cut: here they only have to differ.
    return split({ invoiceType: '10xdp', lines }, record as SplitRule).result.invoices.length;
  },
];

export const grossScenes: readonly Scene[] = invoiceTypes.map(
  (invoiceType): Scene =>
    (record) => {
      const document: JsonObject = {
        invoiceType,
        taxIncluded: true,
        organisation: { id: 'two', number: 'two' },
      };
      // A limit is given where no record sets one.
      const asked = record['grossLimits'] === undefined ? { limit: '40' } : {};
      const gross = grossRuleOf(asked, document, { setting: record, org: 'org' });
      if (gross === null) return null;
      const line = goods({
        quantity: '8',
        price: '10',
        grossPrice: '11.3',
        amount: '80',
        tax: '10.4',
        gross: '90.4',
      });
      return answered(split({ invoiceType, lines: [line] }, {}, { gross }));
    },
);

const application = (number: string, lines: readonly Line[], more: JsonObject = {}): MergeDocument => ({
  number,
  buyerName: '甲',
  invoiceType: '10xdp',
  taxMethod: 'normal',
  dataSource: 'api',
  remark: '备注',
  lines,
  ...more,
});
const negative = (line: Line): Line => ({
  ...line,
  ...Object.fromEntries(
    (['quantity', 'amount', 'tax', 'gross'] as const).flatMap((member) =>
      line[member] ? [[member, `-${line[member]}`]] : [],
    ),
  ),
});
const merging =
  (documents: readonly MergeDocument[], more: MergeRule = {}): Scene =>
  (record) =>
    answered(merge(documents, { ...more, ...(record as MergeRule) }));
const small = goods({ quantity: '1', price: '30', amount: '30', tax: '3.9', gross: '33.9' });
const off = (tax: string): Line => goods({ amount: '100', tax, gross: String(100 + Number(tax)) });
const odd = (quantity: string, amount: string, name = '货'): Line =>
  goods({ itemName: name, quantity, price: null, amount, tax: null, gross: null });

export const mergeScenes: readonly Scene[] = [
  merging([application('A', [goods(), goods()]), application('B', [goods()], { remark: '备注' })]),
  merging([application('A', [goods()]), application('B', [negative(small)])]),
  merging([application('A', [goods()]), application('B', [negative(goods({ itemName: '它' }))])]),
  merging([application('A', [goods()]), application('B', [negative(goods({ price: '34' }))])], {
    offset: 'same-rate',
  }),
  merging([application('A', [goods()]), application('B', [negative(goods({ price: '30' }))])], {
    offset: 'same-rate',
  }),
  merging(
    [
      application('A', [goods()]),
      application('B', [goods({ itemName: '它' })]),
      application('C', [negative(small)]),
      application('D', [negative(goods({ itemName: '别', amount: '900', tax: '117', gross: '1017' }))]),
    ],
    { offset: 'line-keys' },
  ),
  merging([application('A', [off('13.05'), off('13.05'), off('13.05')])], { mergeLines: true }),
  merging([application('A', [odd('1', '10'), odd('-1', '5'), odd('2', '20', '它')])], { mergeLines: true }),
  (record, picked) =>
    merge(
      ([0, 1] as const).map((which) => {
        const { number, ...rest } = withValue(
          { ...application(`N${which}`, []) } as JsonObject,
          picked,
          which,
        );
        return { ...rest, number: String(number), lines: [goods()] } as MergeDocument;
      }),
      record as MergeRule,
    ).result.groups.length,
  (record, picked) => {
    const lines = ([0, 1] as const).map((which) => withValue(goods() as JsonObject, picked, which) as Line);
    const merged = merge([application('A', lines)], { ...(record as MergeRule), mergeLines: true });
    return merged.result.documents.map(({ document }) => document.lines.length);
  },
];
