import { abs, add, compare, div, mul, round, sub } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { exactTax, type Line } from './line.ts';

/** The figures of a line that may be edited on a pending invoice, where that is allowed at all. */
export const lineFigures: readonly string[] = ['quantity', 'price', 'grossPrice', 'amount', 'tax', 'gross'];

/** The part of a line of an application that a pending invoice used, with the amounts by which it became another. */
export interface SourceUse {
  readonly amount?: Text;
  readonly tax?: Text;
  readonly amountDifference?: Text;
  readonly taxDifference?: Text;
}

/**
 * A line as somebody edited it: the amount follows from quantity and price, the tax from the amount, unless he said them
 * himself; the gross is always their sum.
 *
 * @example
 * edited({ quantity: '2', price: '100', amount: '200', tax: '12', rate: '0.06' }, { quantity: '3', price: '100', amount: '200', tax: '12', rate: '0.06' }).amount //=> '300'
 */
export function edited(before: Line, line: Line): Line {
  const isMoved = (member: 'quantity' | 'price' | 'amount' | 'tax' | 'gross') =>
    !isEqual(before[member], line[member]);
  if (!(['quantity', 'price', 'amount', 'tax', 'gross'] as const).some(isMoved)) return line;
  const { quantity, price } = line;
  const isPriced = !isMoved('amount') && (isMoved('quantity') || isMoved('price'));
  const amount =
    isPriced && isGiven(quantity) && isGiven(price) ? round(mul(quantity, price), 2) : line.amount || '0';
  const isTaxed = !isMoved('tax') && !isEqual(before.amount, amount);
  const tax = isTaxed ? round(exactTax(line, amount), 2) : line.tax || '0';
  const gross = add(amount, tax);
  const grossPrice =
    isGiven(line.grossPrice) && isGiven(quantity) ? div(gross, quantity, 13) : line.grossPrice;
  return { ...line, amount, tax, gross, grossPrice: grossPrice ?? null };
}

/**
 * The sources of a pending invoice with what the edit of its lines made another of them: a line's own, where there are
 * as many of both, else the largest. What was used of the application stays, so that it and the differences add up to
 * the invoice.
 */
export function sourcesAfter<Source extends SourceUse>(
  sources: readonly Source[],
  before: readonly Line[],
  lines: readonly Line[],
): readonly Source[] {
  const moved = new Map<number, { readonly amount: string; readonly tax: string }>();
  const largest = sources.reduce(
    (best, { amount }, at) =>
      compare(abs(amount || '0'), abs(sources[best]?.amount || '0')) > 0 ? at : best,
    0,
  );
  for (const [at, line] of lines.entries()) {
    const of = (member: 'amount' | 'tax') => sub(line[member] || '0', before[at]?.[member] || '0');
    const place = sources.length === lines.length ? at : largest;
    const had = moved.get(place) ?? { amount: '0', tax: '0' };
    moved.set(place, { amount: add(had.amount, of('amount')), tax: add(had.tax, of('tax')) });
  }
  return sources.map((source, at) => {
    const { amount = '0', tax = '0' } = moved.get(at) ?? {};
    return {
      ...source,
      amountDifference: add(source.amountDifference || '0', amount),
      taxDifference: add(source.taxDifference || '0', tax),
    };
  });
}

function isEqual(a: Text, b: Text): boolean {
  return isGiven(a) && isGiven(b) ? compare(a, b) === 0 : isGiven(a) === isGiven(b);
}
