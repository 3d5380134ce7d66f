import { abs, add, sub } from '../../../../metadata/common/decimal.ts';
import type { Json } from '../../../../metadata/common/json.ts';
import type { Line } from '../../../../rules/einvoicing/common/line.ts';
import type { BlueLine } from '../../../../rules/einvoicing/match-blue/remaining.ts';

/**
 * A line of a stored blue invoice as matching sees it: what pending invoices have taken of it counts as issued, so
 * that nobody is offered it again.
 */
export function lineAsBlue(line: Line, below: Line | undefined): BlueLine {
  const isDiscounted = line.kind === 'discounted' && below?.kind === 'discount';
  const net = sub(decimal(line.amount), isDiscounted ? abs(decimal(below.amount)) : '0');
  const remaining = line['remainingRed'] ?? null;
  const quantity = line['remainingQuantity'] ?? null;
  return {
    ...line,
    issuedRed: remaining === null ? redOf(line) : sub(net, decimal(remaining)),
    issuedAllowance: decimal(line['issuedAllowance']),
    returnedQuantity: quantity === null ? '0' : sub(decimal(line.quantity), decimal(quantity)),
  };
}

/** Of an invoice that came from elsewhere and says only what is issued. */
function redOf(line: Line): string {
  return add(decimal(line['issuedRed']), decimal(line['issuedAllowance']));
}

function decimal(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? add(String(value), '0') : '0';
}
