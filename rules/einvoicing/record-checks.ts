import { isObject, type JsonObject } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import type { RecordCheck } from '../../metadata/record-check.ts';
import type { ParameterText } from '../decisions/parameter-text.ts';
import { type GoodsDocument, goodsParameter, isEnforced, unmatchedLines } from './check-goods/check-goods.ts';
import {
  checkLines,
  checkWhole,
  type ToleranceCode,
  type ToleranceDocument,
  type ToleranceIssue,
  toleranceParameters,
  toleranceSwitches,
} from './check-tolerances/check-tolerances.ts';

type CheckedDocument = ToleranceDocument & GoodsDocument;
type CheckCode = ToleranceCode | 'item-unmatched';
type DocumentIssue = Omit<ToleranceIssue, 'code'> & { readonly code: CheckCode };

const messages: Readonly<Record<CheckCode, Label>> = {
  'line-amount': {
    zh: '数量×单价为 {expected}，与金额 {actual} 相差超过 0.01',
    en: 'Quantity × price is {expected}, more than 0.01 from the amount {actual}',
  },
  'line-tax': {
    zh: '金额×税率为 {expected}，与税额 {actual} 相差超过 0.06',
    en: 'Amount × rate is {expected}, more than 0.06 from the tax {actual}',
  },
  'difference-tax': {
    zh: '差额征税的税额应为 {expected}，与 {actual} 相差超过 0.06',
    en: 'Under difference taxation the tax is {expected}, more than 0.06 from {actual}',
  },
  'discount-place': {
    zh: '折扣行必须紧跟在被折扣行之下',
    en: 'A discount line stands right below the line it discounts',
  },
  'discount-name': {
    zh: '折扣行的商品名称必须与被折扣行相同',
    en: 'A discount line names the goods of the line above it',
  },
  'discount-code': {
    zh: '折扣行的税收分类编码必须与被折扣行相同',
    en: 'A discount line has the tax category code of the line above it',
  },
  'discount-rate': {
    zh: '折扣行的税率必须与被折扣行相同',
    en: 'A discount line has the rate of the line above it',
  },
  'discount-too-large': {
    zh: '折扣金额 {actual} 不能超过被折扣行的金额 {expected}',
    en: 'The discount {actual} is more than the amount it discounts, {expected}',
  },
  'item-unmatched': {
    zh: '应收单推来的明细未匹配到开票项：需要商品名称和税收分类编码',
    en: 'No invoice item matches this line from a receivable: it needs an item name and a tax category code',
  },
  'invoice-amount': {
    zh: '明细金额合计为 {expected}，与合计金额 {actual} 相差超过 0.01',
    en: 'The lines add up to {expected}, more than 0.01 from the amount {actual}',
  },
  'invoice-tax': {
    zh: '明细金额×税率合计为 {expected}，与合计税额 {actual} 相差超过 1.27',
    en: 'Amounts × rates of the lines add up to {expected}, more than 1.27 from the tax {actual}',
  },
};

/** The field at which each is shown, of the document or of its lines. */
const shownAt: Readonly<Record<CheckCode, string>> = {
  'line-amount': 'amount',
  'line-tax': 'tax',
  'difference-tax': 'tax',
  'discount-place': 'kind',
  'discount-name': 'itemName',
  'discount-code': 'taxCode',
  'discount-rate': 'rate',
  'discount-too-large': 'amount',
  'invoice-amount': 'amount',
  'invoice-tax': 'tax',
  'item-unmatched': 'itemName',
};

const lineFields = ['kind', 'itemName', 'taxCode', 'rate', 'quantity', 'price', 'amount', 'tax', 'gross'];
const ofLines = lineFields.map((id) => `lines.${id}`);

/** The checks of e-invoicing on the figures of a document with lines. */
export const recordChecks: readonly RecordCheck[] = [
  {
    name: 'line-tolerances',
    label: { zh: '明细尾差与折扣行校验', en: 'Tolerances of lines, and discount lines' },
    reads: ['taxMethod', 'sellerTaxNo', ...ofLines],
    parameters: toleranceParameters,
    messages,
    find: ofDocument((document, parameter) =>
      checkLines(document, toleranceSwitches(document.sellerTaxNo, parameter)),
    ),
  },
  {
    name: 'invoice-tolerances',
    label: { zh: '整张发票尾差校验', en: 'Tolerances of the invoice as a whole' },
    reads: ['amount', 'tax', ...ofLines],
    parameters: [],
    messages,
    find: ofDocument((document) => checkWhole(document)),
  },
  {
    name: 'items-matched',
    label: { zh: '应收单明细须匹配开票项', en: 'Lines from receivables need an invoice item' },
    reads: ['dataSource', 'lines.itemName', 'lines.taxCode'],
    parameters: [goodsParameter.type],
    messages,
    find: ofDocument((document, parameter) =>
      isEnforced(parameter) ? unmatchedLines(document).map((line) => ({ code: 'item-unmatched', line })) : [],
    ),
  },
];

function ofDocument(
  check: (document: CheckedDocument, parameter: ParameterText) => readonly DocumentIssue[],
): RecordCheck['find'] {
  return (record, parameter) =>
    check(documentOf(record), parameter).map(({ code, line, expected, actual }) => ({
      code,
      ...(line === undefined ? { field: shownAt[code] } : { field: `lines.${shownAt[code]}`, row: line }),
      params: {
        ...(expected === undefined ? {} : { expected }),
        ...(actual === undefined ? {} : { actual }),
      },
    }));
}

function documentOf({ lines, ...record }: JsonObject): CheckedDocument {
  return { ...record, lines: Array.isArray(lines) ? lines.filter(isObject) : [] } as CheckedDocument;
}
