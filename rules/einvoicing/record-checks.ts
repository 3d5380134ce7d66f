import { isObject, type JsonObject } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import type { CheckFinding, RecordCheck } from '../../metadata/record-check.ts';
import type { ParameterText } from '../decisions/parameter-text.ts';
import { rowsIn } from '../decisions/rules.ts';
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
import { isTaxCode } from './common/tax-code.ts';
import { placeOfLine } from './special-business/place-of-line.ts';
import { voucherFlaws } from './special-business/vouchers.ts';

type CheckedDocument = ToleranceDocument & GoodsDocument;
type CheckCode = ToleranceCode | 'item-unmatched';
type DocumentIssue = Omit<ToleranceIssue, 'code'> & { readonly code: CheckCode };

const messages: Readonly<Record<CheckCode, Label>> = {
  ...toleranceMessages,
  'item-unmatched': {
    zh: '应收单推来的明细未匹配到开票项；请选择开票项，或填写商品名称和税收分类编码',
    en: 'No invoice item matches this line from a receivable: choose one, or enter an item name and a tax category code',
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
    name: 'special-rows',
    label: { zh: '运输信息与差额扣除凭证校验', en: 'Transport rows and deduction vouchers' },
    reads: [
      ...['taxMethod', 'lines.lineNo', 'lines.deduction', 'travellers.line', 'freights.line'],
      ...['vouchers.line', 'vouchers.deducted'],
    ],
    parameters: [],
    messages: {
      'vouchers-differ': {
        zh: '差额扣除凭证的本次扣除金额合计为 {actual:money}，扣除额为 {expected:money}；请更正，使两者一致',
        en: 'The vouchers deduct {actual:money} in total, but the deduction is {expected:money}: correct them so that they match',
      },
      'row-line-unknown': {
        zh: '没有第 {number} 行明细；请更正明细行号，或留空',
        en: 'There is no line {number}: correct it, or leave it empty',
      },
    },
    find: ofSpecialRows,
  },
  {
    name: 'tax-codes',
    label: { zh: '税收分类编码格式', en: 'Form of tax category codes' },
    severity: 'warning',
    reads: ['lines.taxCode'],
    parameters: [],
    messages: {
      'tax-code-digits': {
        zh: '税收分类编码应为以 1–6 开头的 19 位数字，否则无法开票；请更正',
        en: 'A tax category code has 19 digits and starts with 1 to 6; with this one the invoice cannot be issued: correct it',
      },
    },
    find: (record) =>
      rowsIn(record, 'lines').flatMap(({ taxCode }, row) =>
        typeof taxCode === 'string' && taxCode !== '' && !isTaxCode(taxCode)
          ? [{ code: 'tax-code-digits', field: 'lines.taxCode', row }]
          : [],
      ),
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

/** Rows name lines that there are, and vouchers deduct what the lines deduct. */
function ofSpecialRows(record: JsonObject): readonly CheckFinding[] {
  const lines = rowsIn(record, 'lines');
  const unknown = ['travellers', 'freights', 'vouchers'].flatMap((entries) =>
    rowsIn(record, entries).flatMap(({ line }, row): readonly CheckFinding[] =>
      typeof line === 'number' && placeOfLine(lines, line) < 0
        ? [{ code: 'row-line-unknown', field: `${entries}.line`, row, params: { number: line } }]
        : [],
    ),
  );
  const { taxMethod = null } = documentOf(record);
  const differing = voucherFlaws({ taxMethod, lines, vouchers: rowsIn(record, 'vouchers') }).map(
    ({ line, expected, actual }): CheckFinding => ({
      code: 'vouchers-differ',
      ...(line === undefined ? { field: 'vouchers' } : { field: 'lines.deduction', row: line }),
      params: { expected, actual },
    }),
  );
  return [...unknown, ...differing];
}

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
