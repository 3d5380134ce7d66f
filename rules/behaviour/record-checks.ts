import { fieldOfPath } from '../../metadata/field-of-path.ts';
import type { Problem } from '../../metadata/issue.ts';
import { isObject, type JsonObject, pointerTo } from '../../metadata/json.ts';
import type { Form } from '../../metadata/model.ts';
import type { RecordCheck } from '../../metadata/record-checks.ts';
import {
  type GoodsDocument,
  goodsParameter,
  isEnforced,
  unmatchedLines,
} from '../decisions/check-goods/check-goods.ts';
import {
  checkLines,
  checkWhole,
  type ToleranceCode,
  type ToleranceDocument,
  type ToleranceIssue,
  toleranceParameters,
  toleranceSwitches,
} from '../decisions/check-tolerances/check-tolerances.ts';
import type { ParameterText } from '../decisions/common/parameter-text.ts';
import type { Only } from './record-parts.ts';

const lineFields = ['kind', 'itemName', 'taxCode', 'rate', 'quantity', 'price', 'amount', 'tax', 'gross'];
/** Ids of the fields a check reads; all of them are there where a form names it. */
export const checkReads: Readonly<Record<RecordCheck, readonly string[]>> = {
  'line-tolerances': ['taxMethod', 'sellerTaxNo', ...lineFields.map((id) => `lines.${id}`)],
  'invoice-tolerances': ['amount', 'tax', ...lineFields.map((id) => `lines.${id}`)],
  'items-matched': ['dataSource', 'lines.itemName', 'lines.taxCode'],
};

/** Types of the parameters that turn a check off. */
export const parametersOf: Readonly<Record<RecordCheck, readonly string[]>> = {
  'line-tolerances': toleranceParameters,
  'invoice-tolerances': [],
  'items-matched': [goodsParameter.type],
};

type CheckedDocument = ToleranceDocument & GoodsDocument;
type CheckIssue = Omit<ToleranceIssue, 'code'> & { readonly code: ToleranceCode | 'item-unmatched' };

const run: Readonly<
  Record<RecordCheck, (document: CheckedDocument, parameter: ParameterText) => readonly CheckIssue[]>
> = {
  'line-tolerances': (document, parameter) =>
    checkLines(document, toleranceSwitches(document.sellerTaxNo, parameter)),
  'invoice-tolerances': (document) => checkWhole(document),
  'items-matched': (document, parameter) =>
    isEnforced(parameter) ? unmatchedLines(document).map((line) => ({ code: 'item-unmatched', line })) : [],
};

/** What a check reads and the form has not. */
export function missingFor(check: RecordCheck, form: Form): readonly string[] {
  return checkReads[check].filter((path) => fieldOfPath(form, path) === undefined);
}

/** What the form's computed checks say of a record; with `only`, of no line but those named. */
export function computedProblems(
  form: Form,
  record: JsonObject,
  parameter: ParameterText = () => null,
  only?: Only,
): readonly Problem[] {
  const document = form.checks.length > 0 ? documentOf(record) : undefined;
  if (!document) return [];
  const wanted = only?.get('lines');
  return form.checks
    .filter((check) => missingFor(check.run, form).length === 0)
    .flatMap((check) =>
      run[check.run](document, parameter)
        .filter(({ line }) => !only || (line !== undefined && wanted?.has(line)))
        .map((issue) => problemOf(form, check.run, issue)),
    );
}

function documentOf(record: JsonObject): CheckedDocument {
  const lines = record['lines'];
  return { ...record, lines: Array.isArray(lines) ? lines.filter(isObject) : [] } as CheckedDocument;
}

/** The field at which each is shown. */
const shownAt: Readonly<Record<CheckIssue['code'], string>> = {
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

function problemOf(form: Form, check: RecordCheck, { code, line, expected, actual }: CheckIssue): Problem {
  const id = shownAt[code];
  const [lines, field] = [form.byId.get('lines'), fieldOfPath(form, line === undefined ? id : `lines.${id}`)];
  const name = field?.name ?? id;
  const path = line === undefined ? pointerTo(name) : pointerTo(lines?.name ?? 'lines', line, name);
  return {
    path,
    code,
    params: {
      rule: check,
      fields: [path],
      ...(expected === undefined ? {} : { expected }),
      ...(actual === undefined ? {} : { actual }),
    },
  };
}
