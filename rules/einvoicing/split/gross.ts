import { abs, add, compare, cut, div, mul, sign, sub } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import type { Steps } from '../../decisions/steps.ts';
import { exactTax, type Line, lineBounds, netOf, share } from '../common/line.ts';
import { type Priced, pricedPieces, priceOf, shared, sharedDeductions, spread } from './pieces.ts';
import { sharesOf, spreadBy, withoutEmptyDiscount } from './spread-out.ts';
import { isTooSmall } from './too-small.ts';
import { type Unit, unitOf } from './unit.ts';

/** The rule by which the workbench splits by gross amounts; full issuing only. */
export interface GrossRule {
  readonly limit: string;
  /** The quantity stays and the price is derived; the price stays; or whole units at whole prices. */
  readonly mode: 'by-price' | 'by-quantity' | 'by-quantity-whole';
  /** By price: each piece has this quantity. Default: that of the line. */
  readonly fixedQuantity?: Text;
  /** By quantity. Default: 10. */
  readonly decimals?: number;
  readonly handling?: 'system' | 'keep-decimals';
  /** The value that the last piece keeps. By quantity alone; default: the price. */
  readonly lastLine?: 'price-kept' | 'quantity-kept';
  /** The price that is meant has the tax in it. Default: yes. */
  readonly taxIncluded?: boolean;
}

/** As many whole units as come close below the limit, where the price is whole. */
export function wholeUnits(rule: GrossRule): (unit: Unit, left: string, room: string) => string | null {
  return (unit, left, room) => {
    const one = sizeOfOne(unit);
    const price = unit.lines[0] && priceMeant(unit.lines[0].line, rule);
    if (one === null || !isGiven(price) || compare(price, cut(price, 0)) !== 0) return null;
    const count = cut(div(room, one, 13) ?? '0', 0);
    return sign(count) > 0 ? atMost(mul(count, one), left) : null;
  };
}

/** Tells whether each unit of its quantity goes onto an invoice of its own: its price is not whole. */
export function eachAlone(rule: GrossRule): (unit: Unit) => boolean {
  return ({ lines: [first] }) => {
    const price = first && priceMeant(first.line, rule);
    return isGiven(price) && compare(price, cut(price, 0)) !== 0;
  };
}

/** A unit that is above the limit, or has a price that is not whole. */
export function oneUnit(unit: Unit, left: string): string {
  return atMost(sizeOfOne(unit) ?? left, left);
}

function sizeOfOne(unit: Unit): string | null {
  const quantity = unit.lines[0]?.line.quantity;
  const one = isGiven(quantity) ? div(unit.size, quantity, 2) : null;
  return one === null || sign(one) <= 0 ? null : one;
}

function atMost(size: string, left: string): string {
  return compare(size, left) > 0 ? left : size;
}

function isGross({ taxIncluded }: GrossRule): boolean {
  return taxIncluded !== false;
}

/** Returns the price that is meant; one that is not given follows from the amount. */
function priceMeant({ quantity, ...line }: Line, rule: GrossRule): Text {
  const [price, amount] = isGross(rule) ? [line.grossPrice, line.gross] : [line.price, line.amount];
  return isGiven(price) || !isGiven(quantity) ? price : div(amount || '0', quantity, 13);
}

/**
 * A unit in pieces of these gross amounts: the last takes the rest of amount and of tax. Where a piece would be of
 * nothing or of another sign, all is spread.
 */
export function* cutByGross(unit: Unit, sizes: readonly string[], rule: GrossRule): Steps<readonly Unit[]> {
  const pieces = yield* cutByGrossAsSaid(unit, sizes, rule);
  return pieces.some((piece) => isTooSmall(piece, unit)) ? yield* spreadOut(unit, sizes, rule) : pieces;
}

/** By what has come together of the gross amount; the tax is what is left of it. */
function* spreadOut(unit: Unit, sizes: readonly string[], rule: GrossRule): Steps<readonly Unit[]> {
  const shares = sharesOf(sizes);
  const cut: (readonly Line[])[] = [];
  for (const { line } of unit.lines) {
    const amounts = spreadBy(line.amount || '0', shares);
    cut.push(yield* grossPieces(line, spreadBy(line.gross || '0', shares), rule, amounts));
  }
  return shares.map((_share, at) => {
    const lines = unit.lines.map((one, place) => ({ ...one, line: cut[place]?.[at] ?? one.line }));
    return unitOf(withoutEmptyDiscount(lines), 'gross');
  });
}

/** The same, its discounted line as is said, whatever comes of it. */
export function* cutByGrossAsSaid(
  unit: Unit,
  sizes: readonly string[],
  rule: GrossRule,
  discounted?: readonly string[],
): Steps<readonly Unit[]> {
  const [first, second] = unit.lines;
  if (!first || sizes.length < 2) return [unit];
  const own = second ? shared(first.line.gross || '0', sizes, unit.size) : sizes;
  const grosses = discounted ?? own;
  const upper = yield* grossPieces(first.line, grosses, rule);
  const lower = second
    ? yield* grossPieces(
        second.line,
        sizes.map((size, at) => sub(size, grosses[at] ?? '0')),
        rule,
      )
    : [];
  return sizes.map((_size, at) =>
    unitOf(
      [
        { ...first, line: upper[at] ?? first.line },
        ...(second ? [{ ...second, line: lower[at] ?? second.line }] : []),
      ],
      'gross',
    ),
  );
}

function* grossPieces(
  line: Line,
  grosses: readonly string[],
  rule: GrossRule,
  spreadNets?: readonly string[],
): Steps<readonly Line[]> {
  const deductions = isGiven(line.deduction)
    ? sharedDeductions(line.deduction, grosses, line.gross || '0')
    : null;
  const amounts = spreadNets ?? netPieces(line, grosses, deductions);
  const byGross = isGross(rule);
  const priced = isGiven(line.quantity)
    ? yield* pricesOf(line, byGross ? grosses : amounts, rule)
    : grosses.map((): Priced => ({ quantity: null, price: null }));
  return grosses.map((gross, at) => {
    const amount = amounts[at] ?? '0';
    const { quantity, price } = priced[at] ?? { quantity: null, price: null };
    const other = (of: string) => (quantity === null ? null : div(of, quantity, 13));
    return {
      ...line,
      ...(quantity === null
        ? {}
        : {
            quantity,
            price: byGross ? (isGiven(line.price) ? other(amount) : null) : price,
            grossPrice: byGross ? price : isGiven(line.grossPrice) ? other(gross) : null,
          }),
      amount,
      tax: sub(gross, amount),
      gross,
      ...(deductions ? { deduction: deductions[at] ?? '0' } : {}),
    };
  });
}

/** As each rounds; where that leaves nothing to the last, or it outside the tolerance, the rest is spread. */
function netPieces(
  line: Line,
  grosses: readonly string[],
  deductions: readonly string[] | null,
): readonly string[] {
  const total = line.amount || '0';
  let left = total;
  const nets = grosses.map((gross, at) => {
    const own = at === grosses.length - 1 ? left : pieceNet(line, gross, deductions?.[at]);
    left = sub(left, own);
    return own;
  });
  const [last, gross] = [nets.at(-1) ?? '0', grosses.at(-1) ?? '0'];
  const expected = deductions
    ? taxWithin(line, sub(gross, deductions.at(-1) ?? '0'), 20)
    : exactTax(line, last);
  const isTolerated = compare(abs(sub(expected, sub(gross, last))), lineBounds.tax) <= 0;
  return isTolerated && sign(last) === sign(gross) ? nets : spread(total, grosses);
}

/** Computes the net amount of a piece: a deduction is not taxed. */
function pieceNet(line: Line, gross: string, deduction: string | undefined): string {
  return deduction === undefined ? netOf(line, gross) : sub(gross, taxWithin(line, sub(gross, deduction), 2));
}

/** Computes the tax in what is taxed of a gross amount; divided last, so that what comes out even is exact. */
function taxWithin({ rate }: Line, taxed: string, decimals: number): string {
  return share(taxed, rate || '0', add('1', rate || '0'), decimals);
}

function* pricesOf(line: Line, amounts: readonly string[], rule: GrossRule): Steps<readonly Priced[]> {
  const { quantity } = line;
  if (rule.mode === 'by-price') {
    const each = (isGiven(rule.fixedQuantity) ? rule.fixedQuantity : quantity) || '1';
    return amounts.map((amount) => ({ quantity: each, price: priceOf(amount, each, 13) }));
  }
  const isWhole = rule.mode === 'by-quantity-whole';
  return yield* pricedPieces({ quantity, price: priceMeant(line, rule) }, amounts, {
    quantityDecimals: isWhole ? 0 : (rule.decimals ?? 10),
    priceDecimals: 13,
    handling: isWhole ? 'system' : (rule.handling ?? 'system'),
    lastLine: isWhole ? 'quantity-kept' : (rule.lastLine ?? 'price-kept'),
  });
}
