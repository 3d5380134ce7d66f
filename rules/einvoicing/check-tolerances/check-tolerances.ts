import { abs, add, compare, div, mul, sub, sum } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import type { ParameterText } from '../../decisions/parameter-text.ts';

/** A line of an application or invoice; what is empty is not judged. */
export interface ToleranceLine {
  readonly kind?: Text;
  readonly itemName?: Text;
  readonly taxCode?: Text;
  readonly preferenceText?: Text;
  readonly rate?: Text;
  readonly quantity?: Text;
  readonly price?: Text;
  readonly amount?: Text;
  readonly tax?: Text;
  readonly gross?: Text;
  readonly deduction?: Text;
}

export interface ToleranceDocument {
  readonly taxMethod?: Text;
  readonly sellerTaxNo?: Text;
  readonly amount?: Text;
  readonly tax?: Text;
  readonly lines: readonly ToleranceLine[];
}

export type ToleranceCode =
  | 'line-amount'
  | 'line-tax'
  | 'difference-tax'
  | 'discount-place'
  | 'discount-name'
  | 'discount-code'
  | 'discount-rate'
  | 'discount-too-large'
  | 'invoice-amount'
  | 'invoice-tax';

/** The field at which each is shown, of the document or of its line. */
export const toleranceFields: Readonly<Record<ToleranceCode, string>> = {
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
};

export interface ToleranceIssue {
  readonly code: ToleranceCode;
  /** Place among the lines; none: the document as a whole. */
  readonly line?: number;
  /** The value that it should have; the one that was given follows. */
  readonly expected?: string;
  readonly actual?: string;
}

/** The checks that are off, as parameters turn them off. */
interface ToleranceSwitches {
  readonly amount?: boolean;
  readonly tax?: boolean;
  readonly discount?: boolean;
}

/** Bounds are inclusive. */
const bounds = { lineAmount: '0.01', lineTax: '0.06', invoiceAmount: '0.01', invoiceTax: '1.27' };
const reduced = '按5%简易征收减按1.5%计征';

/**
 * Finds the flaws of lines: the two of 001 (0.01 and 0.06), and discounts, which belong right below their line.
 *
 * @example
 * checkLines({ lines: [{ quantity: '3', price: '1.1', amount: '3.31' }] }, {}) //=> []
 * checkLines({ lines: [{ quantity: '3', price: '1.1', amount: '3.32' }] }, {}) //=> [{ code: 'line-amount', line: 0, expected: '3.3', actual: '3.32' }]
 */
export function checkLines(
  { taxMethod, lines }: ToleranceDocument,
  off: ToleranceSwitches,
): readonly ToleranceIssue[] {
  return lines.flatMap((line, at) => [
    ...(off.amount ? [] : ofAmount(line, at)),
    ...(off.tax ? [] : ofTax(line, at, taxMethod)),
    ...(off.discount ? [] : ofDiscount(line, lines[at - 1], at)),
  ]);
}

/**
 * Finds the flaws of an invoice as a whole: 0.01 of its amount, 1.27 of its tax.
 *
 * @example
 * checkWhole({ amount: '10', lines: [{ amount: '4' }, { amount: '5' }] }) //=> [{ code: 'invoice-amount', expected: '9', actual: '10' }]
 */
export function checkWhole({ taxMethod, amount, tax, lines }: ToleranceDocument): readonly ToleranceIssue[] {
  const amounts = lines.flatMap((line) => line.amount ?? []);
  const taxes = lines.map((line) => expectedTax(line, taxMethod));
  const known = taxes.flatMap((one) => one ?? []);
  return [
    ...(amounts.length === 0 ? [] : apart('invoice-amount', sum(amounts), amount, bounds.invoiceAmount)),
    ...(known.length === 0 || known.length < taxes.length
      ? []
      : apart('invoice-tax', sum(known), tax, bounds.invoiceTax)),
  ];
}

/**
 * Measures how much of its tolerances a document takes up: 1 is all of one.
 *
 * @example
 * tolerancesUsed({ lines: [{ rate: '0.13', amount: '100', tax: '13.03' }] }) //=> 0.5
 */
export function tolerancesUsed({ taxMethod, amount, tax, lines }: ToleranceDocument): number {
  const amounts = lines.flatMap((line) => line.amount ?? []);
  const taxes = lines.map((line) => expectedTax(line, taxMethod));
  const known = taxes.flatMap((one) => one ?? []);
  return Math.max(
    0,
    ...lines.map((line) => {
      const { quantity, price } = line;
      const product = isGiven(quantity) && isGiven(price) ? mul(quantity, price) : undefined;
      return partOf(product, line.amount, bounds.lineAmount);
    }),
    ...lines.map((line, at) => partOf(taxes[at], line.tax, bounds.lineTax)),
    partOf(amounts.length > 0 ? sum(amounts) : undefined, amount, bounds.invoiceAmount),
    partOf(
      known.length > 0 && known.length === taxes.length ? sum(known) : undefined,
      tax,
      bounds.invoiceTax,
    ),
  );
}

function partOf(expected: string | undefined, actual: string | null | undefined, bound: string): number {
  if (expected === undefined || !isGiven(actual)) return 0;
  return Number(div(abs(sub(expected, actual)), bound, 4) ?? '0');
}

function ofAmount({ quantity, price, amount }: ToleranceLine, line: number): readonly ToleranceIssue[] {
  if (!isGiven(quantity) || !isGiven(price)) return [];
  return apart('line-amount', mul(quantity, price), amount, bounds.lineAmount, line);
}

function ofTax(one: ToleranceLine, line: number, taxMethod: string | null | undefined) {
  const code = differs(one, taxMethod) ? 'difference-tax' : 'line-tax';
  return apart(code, expectedTax(one, taxMethod), one.tax, bounds.lineTax, line);
}

/** Undefined where too little is given to say. */
function expectedTax(line: ToleranceLine, taxMethod: string | null | undefined): string | undefined {
  const { rate, amount, tax, preferenceText } = line;
  const gross = isGiven(line.gross)
    ? line.gross
    : isGiven(amount) && isGiven(tax)
      ? add(amount, tax)
      : undefined;
  // Divided last, so that what comes out even is exact, also where it stands on the bound.
  if (preferenceText === reduced && gross !== undefined)
    return div(mul(gross, '0.015'), '1.05', 20) ?? undefined;
  if (!isGiven(rate)) return undefined;
  if (differs(line, taxMethod)) {
    if (gross === undefined) return undefined;
    return div(mul(sub(gross, line.deduction ?? '0'), rate), add('1', rate), 20) ?? undefined;
  }
  return isGiven(amount) ? mul(amount, rate) : undefined;
}

function differs({ deduction }: ToleranceLine, taxMethod: string | null | undefined): boolean {
  return taxMethod === 'difference' && isGiven(deduction);
}

/** A discount stands right below its line, is of the same goods, and takes away no more than there is. */
function ofDiscount(
  line: ToleranceLine,
  above: ToleranceLine | undefined,
  at: number,
): readonly ToleranceIssue[] {
  if (line.kind !== 'discount') return [];
  if (above?.kind !== 'discounted') return [{ code: 'discount-place', line: at }];
  const issues: ToleranceIssue[] = [];
  const issue = (code: ToleranceCode, more: Partial<ToleranceIssue> = {}) =>
    issues.push({ code, line: at, ...more });
  if ((line.itemName ?? '') !== (above.itemName ?? '')) issue('discount-name');
  if ((line.taxCode ?? '') !== (above.taxCode ?? '')) issue('discount-code');
  if (!sameRate(line.rate, above.rate)) issue('discount-rate');
  const [most, actual] = [above.amount, line.amount].map((amount) => (isGiven(amount) ? abs(amount) : null));
  if (isGiven(actual) && isGiven(most) && compare(actual, most) > 0)
    issue('discount-too-large', { expected: most, actual });
  return issues;
}

function sameRate(a: string | null | undefined, b: string | null | undefined): boolean {
  return isGiven(a) && isGiven(b) ? compare(a, b) === 0 : isGiven(a) === isGiven(b);
}

function apart(
  code: ToleranceCode,
  expected: string | undefined,
  actual: string | null | undefined,
  bound: string,
  line?: number,
): readonly ToleranceIssue[] {
  if (expected === undefined || !isGiven(actual) || compare(abs(sub(expected, actual)), bound) <= 0)
    return [];
  return [{ code, ...(line === undefined ? {} : { line }), expected, actual }];
}

/** Returns the checks that the parameters of 001 turn off for a seller. */
export function toleranceSwitches(
  sellerTaxNo: string | null | undefined,
  parameter: ParameterText,
): ToleranceSwitches {
  const ofSeller = (type: string) => (sellerTaxNo ? (parameter(type, sellerTaxNo) ?? '').trim() : '');
  return {
    // Any text at all turns the check of amounts off, only 1 that of taxes and discounts.
    amount: ofSeller('sim_bill_save_check_amount') !== '',
    tax: ofSeller('sim_bill_save_check_tax') === '1',
    discount: (parameter('sim_discount_row_check', 'sim_discount_row_check') ?? '').trim() === '1',
  };
}
