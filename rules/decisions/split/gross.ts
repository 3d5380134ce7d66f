import { abs, compare, cut, div, mul, scaleOf, sign, sub } from '../../../metadata/decimal.ts';
import { isGiven, type Text } from '../common/given.ts';
import { exactTax, type Line, lineBounds, netOf } from '../common/line.ts';
import { type Priced, pricedPieces, priceOf, shared, spread } from './pieces.ts';
import { type Unit, unitOf } from './unit.ts';

/** How the workbench splits by gross amounts; full issuing only. */
export interface GrossRule {
  readonly limit: string;
  /** The quantity stays and the price is derived; the price stays; or whole units at whole prices. */
  readonly mode: 'by-price' | 'by-quantity' | 'by-quantity-whole';
  /** By price: each piece has this quantity. Default: that of the line. */
  readonly fixedQuantity?: Text;
  /** By quantity. Default: 10. */
  readonly decimals?: number;
  readonly handling?: 'system' | 'keep-decimals';
  /** The price that is meant has the tax in it. Default: yes. */
  readonly taxIncluded?: boolean;
}

/** As many whole units as come close below the limit, where the price is whole. */
export function wholeUnits(unit: Unit, left: string, room: string): string | null {
  const one = sizeOfOne(unit);
  const price = unit.lines[0] && priceMeant(unit.lines[0].line);
  if (one === null || price === undefined || scaleOf(price) > 0) return null;
  const count = cut(div(room, one, 13) ?? '0', 0);
  return sign(count) > 0 ? atMost(mul(count, one), left) : null;
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

function priceMeant({ grossPrice, price }: Line): string | undefined {
  return (isGiven(grossPrice) ? grossPrice : price) || undefined;
}

/** A unit in pieces of these gross amounts: the last takes the rest of amount and of tax. */
export function cutByGross(unit: Unit, sizes: readonly string[], rule: GrossRule): readonly Unit[] {
  const [first, second] = unit.lines;
  if (!first || sizes.length < 2) return [unit];
  const grosses = second ? shared(first.line.gross || '0', sizes, unit.size) : sizes;
  const upper = grossPieces(first.line, grosses, rule);
  const lower = second
    ? grossPieces(
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

function grossPieces(line: Line, grosses: readonly string[], rule: GrossRule): readonly Line[] {
  const amounts = netPieces(line, grosses);
  const isGross = rule.taxIncluded !== false;
  const priced = isGiven(line.quantity)
    ? pieceprices(line, isGross ? grosses : amounts, rule)
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
            price: isGross ? (isGiven(line.price) ? other(amount) : null) : price,
            grossPrice: isGross ? price : isGiven(line.grossPrice) ? other(gross) : null,
          }),
      ...{ amount, tax: sub(gross, amount), gross },
    };
  });
}

/** As each rounds; where that leaves the last outside the tolerance, the rest is spread. */
function netPieces(line: Line, grosses: readonly string[]): readonly string[] {
  const total = line.amount || '0';
  let left = total;
  const nets = grosses.map((gross, at) => {
    const own = at === grosses.length - 1 ? left : netOf(line, gross);
    left = sub(left, own);
    return own;
  });
  const last = nets.at(-1) ?? '0';
  const off = abs(sub(exactTax(line, last), sub(grosses.at(-1) ?? '0', last)));
  return compare(off, lineBounds.tax) <= 0 ? nets : spread(total, grosses);
}

function pieceprices(line: Line, amounts: readonly string[], rule: GrossRule): readonly Priced[] {
  const { quantity } = line;
  const isGross = rule.taxIncluded !== false;
  const price = isGross ? (line.grossPrice ?? null) : (line.price ?? null);
  if (rule.mode === 'by-price') {
    const each = (isGiven(rule.fixedQuantity) ? rule.fixedQuantity : quantity) || '1';
    return amounts.map((amount) => ({ quantity: each, price: priceOf(amount, each, 13) }));
  }
  const isWhole = rule.mode === 'by-quantity-whole';
  return pricedPieces({ quantity, price }, amounts, {
    quantityDecimals: isWhole ? 0 : (rule.decimals ?? 10),
    priceDecimals: 13,
    handling: isWhole ? 'system' : (rule.handling ?? 'system'),
    lastLine: isWhole ? 'quantity-kept' : 'price-kept',
  });
}
