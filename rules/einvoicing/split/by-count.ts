import { add, div, mul, round, sign, sub, sum } from '../../../metadata/common/decimal.ts';
import { isGiven } from '../../decisions/given.ts';
import type { Steps } from '../../decisions/steps.ts';
import { type CutRule, cutByNet } from './cut.ts';
import { isWithin, priceOf } from './pieces.ts';
import { equalShares } from './spread-out.ts';
import { isTooSmall } from './too-small.ts';
import type { Unit } from './unit.ts';

/** As many pieces, quantity by quantity; without one, amount by amount. Null: one of them stays too small. */
export function* inParts(unit: Unit, count: number, rule: CutRule): Steps<readonly Unit[] | null> {
  const [first] = unit.lines;
  if (!first) return null;
  const { quantity, price, amount } = first.line;
  const whole = amount || '0';
  const isPriced = isGiven(quantity) && isGiven(price);
  const quantities = isPriced ? evenQuantities(quantity, count, rule.quantityDecimals) : null;
  const amounts =
    quantities && isGiven(price)
      ? withRest(
          whole,
          quantities.slice(0, -1).map((one) => round(mul(one, price), 2)),
        )
      : evenly(whole, count, 2);
  if (quantities?.some((one) => sign(one) <= 0)) return null;
  const discount = unit.lines[1]?.line.amount || '0';
  const sizes = unit.lines.length < 2 ? amounts : pairSizes(amounts, whole, discount);
  const how: CutRule = { ...rule, lastLine: 'quantity-kept' };
  const pieces = yield* cutByNet(unit, sizes, how, amounts, equalShares(count));
  if (pieces.some((piece) => isTooSmall(piece, unit))) return null;
  return pieces.map((piece, at) => {
    const own = quantities?.[at];
    if (own === undefined || !isGiven(price) || isGiven(rule.fixedQuantity)) return piece;
    return withQuantity(piece, own, { price, decimals: rule.priceDecimals });
  });
}

/** A pair in these parts of its discounted line, with its discount in proportion. */
export function pairSizes(amounts: readonly string[], whole: string, discount: string): readonly string[] {
  const shares = withRest(
    discount,
    amounts.slice(0, -1).map((one) => div(mul(discount, one), whole, 2) ?? '0'),
  );
  return amounts.map((one, at) => add(one, shares[at] ?? '0'));
}

/** The price stays where it fits the amount. */
export function withQuantity(
  unit: Unit,
  quantity: string,
  { price, decimals }: { readonly price: string; readonly decimals: number },
): Unit {
  const [first, ...rest] = unit.lines;
  if (!first) return unit;
  const { amount, gross, grossPrice } = first.line;
  const fits = isWithin(quantity, price, amount || '0');
  const own = fits ? price : priceOf(amount || '0', quantity, decimals);
  const isMoved = isGiven(grossPrice) && !fits;
  const line = {
    ...first.line,
    quantity,
    price: own,
    ...(isMoved ? { grossPrice: div(gross || '0', quantity, 13) } : {}),
  };
  return { ...unit, lines: [{ ...first, line }, ...rest] };
}

/** One that would be of nothing gives way to 13 decimals. */
function evenQuantities(total: string, count: number, decimals: number): readonly string[] {
  const configured = evenly(total, count, decimals);
  return configured.some((one) => sign(one) <= 0) ? evenly(total, count, 13) : configured;
}

function evenly(total: string, count: number, decimals: number): readonly string[] {
  const part = div(total, String(count), decimals) ?? '0';
  return withRest(
    total,
    Array.from({ length: count - 1 }, () => part),
  );
}

function withRest(total: string, parts: readonly string[]): readonly string[] {
  return [...parts, sub(total, sum(parts))];
}
