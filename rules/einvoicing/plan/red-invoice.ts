import { abs, add, compare, div, mul, negate, sub, sum } from '../../../metadata/common/decimal.ts';
import { isGiven, textIn } from '../../decisions/given.ts';
import { deductionLeft } from '../common/deduction.ts';
import { type Line, lineBounds, share } from '../common/line.ts';
import type { BlueLine } from '../match-blue/remaining.ts';
import type { InvoiceLine, SplitInvoice } from '../split/split-document.ts';

/** A part of a negative line that is taken back from one blue line. */
export interface RedPart {
  /** Place of the negative line in its invoice. */
  readonly line: number;
  /** Negative, as is the quantity. */
  readonly amount: string;
  readonly quantity: string | null;
  readonly blueLine: BlueLine;
  /** Id of the blue line. */
  readonly blueRow: string;
  /** Amounts of the parts of the same line before it. */
  readonly before: readonly string[];
  readonly isLast: boolean;
}

/** Goods are called what the blue invoice calls them. */
const asBlue = ['itemCode', 'itemName', 'taxCode', 'spec', 'unit'] as const;

/** Of a negative invoice what is taken back from one blue invoice. Parts of a line add up to it, to the cent. */
export function redInvoice(invoice: SplitInvoice, parts: readonly RedPart[]): SplitInvoice {
  const byRow = new Map<string, BlueLine>();
  const lines = parts.flatMap((part) => {
    const line = invoice.lines[part.line];
    if (!line) return [];
    const blueLine = byRow.get(part.blueRow) ?? part.blueLine;
    const red = redLine(line, { ...part, blueLine });
    byRow.set(part.blueRow, lessDeducted(blueLine, red));
    return [red];
  });
  const total = (member: 'amount' | 'tax' | 'gross') => sum(lines.map((line) => line[member] || '0'));
  return { ...invoice, amount: total('amount'), tax: total('tax'), gross: total('gross'), lines };
}

function redLine(line: InvoiceLine, { amount, quantity, blueLine, before, isLast }: RedPart): InvoiceLine {
  const whole = line.amount || '0';
  const had = sum(before);
  const soFar = add(had, amount);
  /** The share so far less what the parts before have, so that the last has the rest. */
  const partOf = (value: string, scale = 2) =>
    sub(
      isLast ? value : share(value, soFar, whole, scale),
      before.length === 0 ? '0' : share(value, had, whole, scale),
    );
  const tax = partOf(line.tax || '0');
  const names = Object.fromEntries(
    asBlue.flatMap((member) => {
      const value = textIn(blueLine, member);
      return value === '' ? [] : [[member, value]];
    }),
  );
  return {
    ...line,
    ...names,
    kind: 'normal',
    amount,
    tax,
    gross: add(amount, tax),
    quantity,
    price: redPrice(amount, quantity, blueLine.price),
    ...deductionOf(line, blueLine, { amount, partOf }),
    ...(blueLine['vehicle'] && !line['vehicle'] ? { vehicle: blueLine['vehicle'] } : {}),
    grossPrice: null,
    writeBackQuantity: isGiven(line.writeBackQuantity) ? partOf(line.writeBackQuantity, 13) : null,
  };
}

/** The line's own, else its share of what is still to be deducted of the blue line: all of that with the last part. */
function deductionOf(
  line: InvoiceLine,
  blueLine: BlueLine,
  { amount, partOf }: { readonly amount: string; readonly partOf: (value: string) => string },
): Pick<InvoiceLine, 'deduction'> {
  if (isGiven(line.deduction)) return { deduction: partOf(line.deduction) };
  const left = leftOf(blueLine);
  return left === null ? {} : { deduction: share(left, amount, restOf(blueLine)) };
}

function restOf({ amount, issuedRed }: BlueLine): string {
  return sub(amount || '0', issuedRed || '0');
}

function leftOf(blueLine: BlueLine): string | null {
  const { deduction, amount, remainingDeduction: left = null } = blueLine;
  return isGiven(amount) ? deductionLeft({ deduction, amount, rest: restOf(blueLine), left }) : null;
}

/** The blue line with what is deducted of it as it is once a red line, which is negative, is out. */
export function lessDeducted(blueLine: BlueLine, { amount, deduction }: Line): BlueLine {
  const left = leftOf(blueLine);
  return {
    ...blueLine,
    issuedRed: add(blueLine.issuedRed || '0', negate(amount || '0')),
    ...(left === null ? {} : { remainingDeduction: add(left, deduction || '0') }),
  };
}

/** The blue one's own, unless rounded quantities do not go with it. Amount and quantity have the same sign. */
export function redPrice(amount: string, quantity: string | null, price: Line['price']): string | null {
  if (quantity === null) return null;
  if (isGiven(price) && compare(abs(sub(mul(price, quantity), amount)), lineBounds.amount) <= 0) return price;
  return div(amount, quantity, 13);
}
