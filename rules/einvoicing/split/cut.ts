import { add, div, sub } from '../../../metadata/common/decimal.ts';
import { isGiven } from '../../decisions/given.ts';
import type { Steps } from '../../decisions/steps.ts';
import { type Line, share } from '../common/line.ts';
import { type PieceRule, pricedPieces, shared, sharedDeductions, sharedTaxes } from './pieces.ts';
import { type Share, sharesOf, spreadBy, withoutEmptyDiscount } from './spread-out.ts';
import { isTooSmall } from './too-small.ts';
import { type Unit, unitOf } from './unit.ts';

export interface CutRule extends PieceRule {
  readonly taxRule: 'per-line' | 'as-entered';
}

/**
 * A unit in pieces of these net amounts; a pair is cut as a pair: its discounted line in proportion, or as is said. Where
 * a piece would be of nothing or of another sign, all is spread by shares. Default: those of the net amounts.
 */
export function* cutByNet(
  unit: Unit,
  sizes: readonly string[],
  rule: CutRule,
  discounted?: readonly string[],
  shares: readonly Share[] = sharesOf(sizes),
): Steps<readonly Unit[]> {
  const pieces = yield* cutByNetAsSaid(unit, sizes, rule, discounted);
  return pieces.some((piece) => isTooSmall(piece, unit)) ? yield* spreadOut(unit, shares, rule) : pieces;
}

/** Both lines of a pair use one share. */
function* spreadOut(unit: Unit, shares: readonly Share[], rule: CutRule): Steps<readonly Unit[]> {
  const cut: (readonly Line[])[] = [];
  for (const { line } of unit.lines) {
    const taxes = spreadBy(line.tax || '0', shares);
    cut.push(yield* linePieces(line, spreadBy(line.amount || '0', shares), rule, taxes));
  }
  return shares.map((_share, at) => {
    const lines = unit.lines.map((one, place) => ({ ...one, line: cut[place]?.[at] ?? one.line }));
    return unitOf(withoutEmptyDiscount(lines), 'amount');
  });
}

/** The same, whatever comes of it. */
export function* cutByNetAsSaid(
  unit: Unit,
  sizes: readonly string[],
  rule: CutRule,
  discounted?: readonly string[],
): Steps<readonly Unit[]> {
  const [first, second] = unit.lines;
  if (!first || sizes.length < 2) return [unit];
  if (!second)
    return (yield* linePieces(first.line, sizes, rule)).map((line) => unitOf([{ ...first, line }], 'amount'));
  // The last takes what is left of the line, so that both add up.
  const nets = discounted ?? shared(first.line.amount || '0', sizes, unit.size);
  const [upper, lower] = [
    yield* linePieces(first.line, nets, rule),
    yield* linePieces(
      second.line,
      sizes.map((size, at) => sub(size, nets[at] ?? '0')),
      rule,
    ),
  ];
  return sizes.map((_size, at) =>
    unitOf(
      [
        { ...first, line: upper[at] ?? first.line },
        { ...second, line: lower[at] ?? second.line },
      ],
      'amount',
    ),
  );
}

/** A line in pieces of these amounts. Default of the taxes: by the rule. */
function* linePieces(
  line: Line,
  amounts: readonly string[],
  rule: CutRule,
  spread?: readonly string[],
): Steps<readonly Line[]> {
  const { amount, tax, deduction } = line;
  const deductions = isGiven(deduction) ? sharedDeductions(deduction, amounts, amount || '0') : null;
  const byRule = () =>
    rule.taxRule === 'as-entered'
      ? shared(tax || '0', amounts, amount || '0')
      : sharedTaxes(line, amounts, deductions);
  const taxes = spread ?? byRule();
  yield;
  const priced = yield* pricedPieces(
    { quantity: line.quantity, price: line.price },
    amounts,
    line.kind === 'discount' ? { ...rule, fixedQuantity: null } : rule,
  );
  return amounts.map((own, at) => {
    const gross = add(own, taxes[at] ?? '0');
    const { quantity = null, price = null } = priced[at] ?? {};
    return {
      ...line,
      ...(quantity === null ? {} : { quantity }),
      ...(price === null ? {} : { price }),
      amount: own,
      tax: taxes[at] ?? '0',
      gross,
      ...(deductions ? { deduction: deductions[at] ?? '0' } : {}),
      ...grossPriceOf(line, price, quantity, gross),
    };
  });
}

/** As long as the price is, so is that with tax. */
function grossPriceOf(line: Line, price: string | null, quantity: string | null, gross: string) {
  if (!isGiven(line.grossPrice) || price === line.price || quantity === null) return {};
  return { grossPrice: div(gross, quantity, 13) };
}

/** Returns the part of the quantity that each piece writes back, where their own quantities do not add up to it. */
export function writtenBack(quantity: string, grosses: readonly string[], whole: string): readonly string[] {
  let left = quantity;
  return grosses.map((gross, at) => {
    const own = at === grosses.length - 1 ? left : share(quantity, gross, whole, 13);
    left = sub(left, own);
    return own;
  });
}
