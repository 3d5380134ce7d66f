import { abs, add, compare, div, mul, sub } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import type { Line } from '../common/line.ts';

/** A line of an issued invoice, with what has been taken back of it. */
export interface BlueLine extends Line {
  /** The amount of all red of the line, allowances included. */
  readonly issuedRed?: Text;
  /** The part of it that is allowance. */
  readonly issuedAllowance?: Text;
  readonly returnedQuantity?: Text;
  /** What is still to be deducted of it. Null: by its share. */
  readonly remainingDeduction?: Text;
}

export type BlueInvoice = {
  /** Id under which it is stored; matches name it then. */
  readonly id?: string;
  readonly number: string;
  readonly sign?: Text;
  readonly invoiceType?: Text;
  readonly sellerTaxNo?: Text;
  readonly buyerTaxNo?: Text;
  readonly buyerName?: Text;
  readonly issuedAt: string;
  readonly lines: readonly BlueLine[];
};

export interface Remaining {
  readonly red: string;
  readonly allowance: string;
  /** Null: the line has no quantity. */
  readonly quantity: string | null;
  readonly price: string | null;
}

/**
 * Returns the amount and quantity of a blue line that may still be taken back. `discount`: of the line below it.
 * `ratio`: how much of a returned quantity lowers the allowance.
 */
export function remainingOf(
  { amount, quantity, price, issuedRed, issuedAllowance, returnedQuantity }: BlueLine,
  { discount, ratio }: { readonly discount: Text; readonly ratio: string },
): Remaining {
  const blue = sub(amount || '0', abs(discount || '0'));
  const red = sub(blue, issuedRed || '0');
  const returned = mul(mul(returnedQuantity || '0', price || '0'), ratio);
  const allowed = sub(sub(blue, issuedAllowance || '0'), returned);
  const allowance = compare(allowed, red) > 0 ? red : allowed;
  // Allowances do not lower the quantity.
  const left = isGiven(quantity) ? sub(quantity, returnedQuantity || '0') : null;
  return { red, allowance, quantity: left, price: left === null ? null : div(red, left, 13) };
}

export interface Taken {
  readonly amount: string;
  readonly quantity: string;
}

export const nothingTaken: Taken = { amount: '0', quantity: '0' };

/** Lowers what remains of a line by what was taken of it in the same decision. */
export function lessTaken({ red, allowance, quantity, price }: Remaining, taken: Taken): Remaining {
  const allowed = sub(allowance, taken.amount);
  return {
    red: sub(red, taken.amount),
    allowance: allowed,
    price,
    quantity: quantity === null ? null : sub(quantity, taken.quantity),
  };
}

export function addTaken(
  taken: Taken,
  more: { readonly amount: string; readonly quantity: string | null },
): Taken {
  return { amount: add(taken.amount, more.amount), quantity: add(taken.quantity, more.quantity ?? '0') };
}
