import { abs, add, compare, negate, sign, sum } from '../../../metadata/common/decimal.ts';
import type { BlueInvoice } from './remaining.ts';

/** What is taken of a blue invoice, by its number. */
interface Taken {
  readonly blue: string;
  readonly amount: string;
}

/** Tells whether what is taken is all of each blue invoice, of which nothing was taken back before. */
export function isWhole(
  matches: readonly Taken[],
  invoices: readonly Pick<BlueInvoice, 'number' | 'lines'>[],
): boolean {
  return [...Map.groupBy(matches, ({ blue }) => blue)].every(([number, own]) => {
    const invoice = invoices.find((one) => one.number === number);
    if (!invoice) return false;
    const isTouched = invoice.lines.some(({ issuedRed, issuedAllowance, returnedQuantity }) =>
      [issuedRed, issuedAllowance, returnedQuantity].some((one) => sign(one || '0') !== 0),
    );
    const net = invoice.lines.reduce(
      (total, { kind, amount }) =>
        add(total, kind === 'discount' ? negate(abs(amount || '0')) : amount || '0'),
      '0',
    );
    return !isTouched && compare(net, abs(sum(own.map(({ amount }) => amount)))) === 0;
  });
}
