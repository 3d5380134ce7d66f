import { abs, add, compare, div, mul, round, sign, sub, sum } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import type { Steps } from '../../decisions/steps.ts';
import { exactTax, type Line, lineBounds, share } from '../common/line.ts';

/** The rule by which quantity and price of the pieces of a line come about. */
export interface PieceRule {
  readonly quantityDecimals: number;
  readonly priceDecimals: number;
  readonly handling: 'system' | 'keep-decimals';
  /** Every piece has this quantity. Default: it follows from the amount. */
  readonly fixedQuantity?: Text;
  readonly lastLine: 'price-kept' | 'quantity-kept';
}

/** A quantity and the price that goes with it. */
export interface Priced {
  readonly quantity: string | null;
  readonly price: string | null;
}

const most = 13;

/** Of amounts that add up to that of the line, in its own price: net or gross. */
export function* pricedPieces(
  { quantity, price }: { readonly quantity: Text; readonly price: Text },
  amounts: readonly string[],
  rule: PieceRule,
): Steps<readonly Priced[]> {
  if (isGiven(rule.fixedQuantity)) {
    const fixed = rule.fixedQuantity;
    return amounts.map((amount) => ({ quantity: fixed, price: priceOf(amount, fixed, rule.priceDecimals) }));
  }
  const total = sum(amounts);
  const own = isGiven(price) ? price : isGiven(quantity) ? div(total, quantity, most) : null;
  if (!isGiven(quantity) || own === null || sign(own) === 0)
    return amounts.map(() => ({ quantity: quantity || null, price: price || null }));
  const pieces: Priced[] = [];
  let used = '0';
  for (const [at, amount] of amounts.entries()) {
    const isLast = at === amounts.length - 1;
    const left = sub(quantity, used);
    const piece =
      isLast && rule.lastLine === 'quantity-kept' && sign(left) > 0
        ? { quantity: left, price: priceOf(amount, left, rule.priceDecimals) }
        : pieceAt(own, amount, rule);
    used = add(used, piece.quantity ?? '0');
    pieces.push(piece);
    yield;
  }
  return pieces;
}

/** At the configured decimals, unless that breaks the tolerance of a line. */
export function pieceAt(price: string, amount: string, rule: PieceRule): Priced {
  const quantity = div(amount, price, rule.quantityDecimals) ?? '0';
  if (sign(quantity) !== 0) {
    if (isWithin(quantity, price, amount)) return { quantity, price };
    if (rule.handling === 'keep-decimals')
      return { quantity, price: priceOf(amount, quantity, rule.priceDecimals) };
  }
  return { quantity: div(amount, price, most), price };
}

/** At the configured decimals; to 13 where those leave the tolerance. */
export function priceOf(amount: string, quantity: string, decimals: number): string | null {
  const price = div(amount, quantity, decimals);
  return price === null || isWithin(quantity, price, amount) ? price : div(amount, quantity, most);
}

export function isWithin(quantity: string, price: string, amount: string): boolean {
  return compare(abs(sub(mul(quantity, price), amount)), lineBounds.amount) <= 0;
}

/** Parts of a total by what they have of a base; the rest on the last. */
export function shared(total: string, parts: readonly string[], base: string): readonly string[] {
  let left = total;
  return parts.map((part, at) => {
    const own = at === parts.length - 1 ? left : share(total, part, base);
    left = sub(left, own);
    return own;
  });
}

/** Shares of a deduction, the rest on the last; where that would take on the other sign, the rest is spread. */
export function sharedDeductions(
  deduction: string,
  parts: readonly string[],
  base: string,
): readonly string[] {
  const pieces = shared(deduction, parts, base);
  return sign(pieces.at(-1) ?? '0') * sign(deduction) < 0 ? spread(deduction, parts) : pieces;
}

/** As they round by themselves, the rest on the last; where that leaves the tolerance, the rest is spread. */
export function sharedTaxes(
  line: Line,
  amounts: readonly string[],
  deductions: readonly string[] | null,
): readonly string[] {
  const bases = amounts.map((amount, at) => sub(amount, deductions?.[at] ?? '0'));
  const total = line.tax || '0';
  const exact = bases.map((base) => exactTax(line, base));
  let left = total;
  const taxes = exact.map((tax, at) => {
    const own = at === exact.length - 1 ? left : round(tax, 2);
    left = sub(left, own);
    return own;
  });
  const off = abs(sub(exact.at(-1) ?? '0', taxes.at(-1) ?? '0'));
  return compare(off, lineBounds.tax) <= 0 ? taxes : spread(total, bases);
}

/** Of each the part of what has come together so far, less what went before. */
export function spread(total: string, parts: readonly string[]): readonly string[] {
  const base = sum(parts);
  let [come, given] = ['0', '0'];
  return parts.map((part) => {
    come = add(come, part);
    const own = sub(share(total, come, base), given);
    given = add(given, own);
    return own;
  });
}
