import { isObject, type JsonObject } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import type { RecordCheck } from '../../metadata/record-check.ts';
import type { ParameterText } from '../decisions/parameter-text.ts';
import { type GoodsDocument, namelessLines } from './check-goods/check-goods.ts';
import {
  checkLines,
  checkWhole,
  type ToleranceCode,
  type ToleranceDocument,
  type ToleranceIssue,
  toleranceFields,
  toleranceSwitches,
} from './check-tolerances/check-tolerances.ts';
import { toleranceMessages } from './check-tolerances/messages.ts';
import { toleranceParameters } from './check-tolerances/parameters.ts';
import { goodsParameter, isEnforced } from './common/goods-enforced.ts';

type CheckedDocument = ToleranceDocument & GoodsDocument;
type CheckCode = ToleranceCode | 'item-unmatched';
type DocumentIssue = Omit<ToleranceIssue, 'code'> & { readonly code: CheckCode };

const messages: Readonly<Record<CheckCode, Label>> = {
  ...toleranceMessages,
  'item-unmatched': {
    zh: '应收单推来的明细未匹配到开票项：需要商品名称和税收分类编码',
    en: 'No invoice item matches this line from a receivable: it needs an item name and a tax category code',
  },
};

/** The field at which each is shown, of the document or of its lines. */
const shownAt: Readonly<Record<CheckCode, string>> = { ...toleranceFields, 'item-unmatched': 'itemName' };

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
      isEnforced(parameter) ? namelessLines(document).map((line) => ({ code: 'item-unmatched', line })) : [],
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
