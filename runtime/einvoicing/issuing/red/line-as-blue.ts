import { abs, add, sub } from '../../../../metadata/common/decimal.ts';
import type { Line } from '../../../../rules/einvoicing/common/line.ts';
import type { InvoiceLines } from '../../../../rules/einvoicing/forms/forms.ts';
import type { BlueLine } from '../../../../rules/einvoicing/match-blue/remaining.ts';

/**
 * A line of a stored blue invoice as matching sees it: what pending invoices have taken of it counts as issued, so
 * that nobody is offered it again.
 */
export function lineAsBlue(line: Line & InvoiceLines, below: Line | undefined): BlueLine {
  const isDiscounted = line.kind === 'discounted' && below?.kind === 'discount';
  const net = sub(line.amount ?? '0', isDiscounted ? abs(below.amount ?? '0') : '0');
  const { remainingRed: remaining = null, remainingQuantity: quantity = null } = line;
  return {
    ...line,
    issuedRed: remaining === null ? redOf(line) : sub(net, remaining),
    issuedAllowance: line.issuedAllowance ?? '0',
    returnedQuantity: quantity === null ? '0' : sub(line.quantity ?? '0', quantity),
  };
}

/** Of an invoice that came from elsewhere and says only what is issued. */
function redOf({ issuedRed, issuedAllowance }: InvoiceLines): string {
  return add(issuedRed ?? '0', issuedAllowance ?? '0');
}
