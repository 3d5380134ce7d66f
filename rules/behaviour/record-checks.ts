import type { Problem } from '../../metadata/common/issue.ts';
import { isObject, type JsonObject, pointerTo } from '../../metadata/common/json.ts';
import { fieldOfPath } from '../../metadata/field-of-path.ts';
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
import { entryFlaws } from '../hosts/host-flaws.ts';
import type { Only } from './record-parts.ts';

const lineFields = ['kind', 'itemName', 'taxCode', 'rate', 'quantity', 'price', 'amount', 'tax', 'gross'];
/** Ids of the fields a check reads; all of them are there where a form names it. */
export const checkReads: Readonly<Record<RecordCheck, readonly string[]>> = {
  'line-tolerances': ['taxMethod', 'sellerTaxNo', ...lineFields.map((id) => `lines.${id}`)],
  'invoice-tolerances': ['amount', 'tax', ...lineFields.map((id) => `lines.${id}`)],
  'items-matched': ['dataSource', 'lines.itemName', 'lines.taxCode'],
  'host-can-be-called': ['host', 'ports', 'private'],
};

/** Types of the parameters that turn a check off. */
export const parametersOf: Readonly<Record<RecordCheck, readonly string[]>> = {
  'line-tolerances': toleranceParameters,
  'invoice-tolerances': [],
  'items-matched': [goodsParameter.type],
  'host-can-be-called': [],
};

type CheckedDocument = ToleranceDocument & GoodsDocument;
type DocumentIssue = Omit<ToleranceIssue, 'code'> & { readonly code: ToleranceCode | 'item-unmatched' };
/** The field it is about by its id, on a line or on the record. */
type CheckFinding = Pick<Problem, 'code' | 'params'> & { readonly field: string; readonly line?: number };

const run: Readonly<
  Record<RecordCheck, (record: JsonObject, parameter: ParameterText) => readonly CheckFinding[]>
> = {
  'line-tolerances': ofDocument((document, parameter) =>
    checkLines(document, toleranceSwitches(document.sellerTaxNo, parameter)),
  ),
  'invoice-tolerances': ofDocument((document) => checkWhole(document)),
  'items-matched': ofDocument((document, parameter) =>
    isEnforced(parameter) ? unmatchedLines(document).map((line) => ({ code: 'item-unmatched', line })) : [],
  ),
  'host-can-be-called': entryFlaws,
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
  const wanted = only?.get('lines');
  return form.checks
    .filter((check) => missingFor(check.run, form).length === 0)
    .flatMap((check) =>
      run[check.run](record, parameter)
        .filter(({ line }) => !only || (line !== undefined && wanted?.has(line)))
        .map((found) => problemOf(form, check.run, found)),
    );
}

/** Of a document with lines, what its figures say. */
function ofDocument(
  check: (document: CheckedDocument, parameter: ParameterText) => readonly DocumentIssue[],
): (typeof run)[RecordCheck] {
  return (record, parameter) =>
    check(documentOf(record), parameter).map(({ code, line, expected, actual }) => ({
      code,
      field: shownAt[code],
      ...(line === undefined ? {} : { line }),
      params: {
        ...(expected === undefined ? {} : { expected }),
        ...(actual === undefined ? {} : { actual }),
      },
    }));
}

function documentOf(record: JsonObject): CheckedDocument {
  const lines = record['lines'];
  return { ...record, lines: Array.isArray(lines) ? lines.filter(isObject) : [] } as CheckedDocument;
}

/** The field at which each is shown. */
const shownAt: Readonly<Record<DocumentIssue['code'], string>> = {
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

function problemOf(form: Form, check: RecordCheck, { code, params, field: id, line }: CheckFinding): Problem {
  const [lines, field] = [form.byId.get('lines'), fieldOfPath(form, line === undefined ? id : `lines.${id}`)];
  const name = field?.name ?? id;
  const path = line === undefined ? pointerTo(name) : pointerTo(lines?.name ?? 'lines', line, name);
  return { path, code, params: { rule: check, fields: [path], ...params } };
}
