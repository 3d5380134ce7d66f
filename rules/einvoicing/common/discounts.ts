import { abs, compare, negate, sign } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { filledText } from '../../../metadata/common/read.ts';
import { completed, type Line, share } from './line.ts';

/** The amount of a line by which its discount is said: with the tax where its prices are. */
export type CountedBy = 'amount' | 'gross';

/** A line of which something can be taken off. */
export interface Discountable {
  /** Its place among the lines. */
  readonly at: number;
  readonly line: JsonObject;
  /** What it comes to, without its sign. */
  readonly amount: string;
  /** What is taken off below it, without its sign. Null: nothing. */
  readonly discount: string | null;
}

/** What a discount has of the goods of its line; it has no quantity, price, unit or specification. */
const ofGoods = [
  ...['item', 'itemCode', 'itemName', 'materialCode', 'materialName', 'categoryCode', 'categoryName'],
  ...['expenseCode', 'expenseName', 'taxCode', 'rate', 'preference', 'preferenceText'],
];

/** Finds the lines of which something can be taken off: those that amount to something and are no discounts. */
export function discountable(lines: readonly JsonObject[], by: CountedBy): readonly Discountable[] {
  return lines.flatMap((line, at) => {
    const amount = filledText(line[by]);
    if (line['kind'] === 'discount' || amount === null || sign(amount) === 0) return [];
    const below = discountBelow(lines, at);
    const discount = below && filledText(below[by]);
    return [{ at, line, amount: abs(amount), discount: discount ? abs(discount) : null }];
  });
}

/**
 * Answers so many percent of an amount.
 *
 * @example
 * percentOf('199.99', '5') //=> '10'
 */
export function percentOf(amount: string, percent: string): string {
  return share(amount, percent, '100');
}

/** Answers whether a discount may be given: it is more than nothing, and leaves something of its line. */
export function isDiscountOf(discount: string, amount: string): boolean {
  return sign(discount) > 0 && compare(discount, amount) < 0;
}

interface Given {
  readonly by: CountedBy;
  readonly taxMethod: string | null;
  readonly makeId: () => string;
}

/**
 * The lines with what is taken off each: a discount stands right below its line and is of the same goods. `asked` are
 * the discounts by the place of their line, without their sign; null: none. Others stay as they are.
 */
export function withDiscounts(
  lines: readonly JsonObject[],
  asked: ReadonlyMap<number, string | null>,
  { by, taxMethod, makeId }: Given,
): readonly JsonObject[] {
  return lines.flatMap((line, at): readonly JsonObject[] => {
    const discount = asked.get(at);
    // A discount goes with its line.
    if (line['kind'] === 'discount' && asked.has(at - 1)) return [];
    if (discount === undefined) return [line];
    if (discount === null) return [{ ...line, kind: 'normal' }];
    const goods = Object.fromEntries(
      ofGoods.flatMap((name) => (line[name] === undefined ? [] : [[name, line[name]]])),
    );
    const off = sign(filledText(line[by]) ?? '0') < 0 ? discount : negate(discount);
    const { amount = null, tax = null, gross = null } = completed({ ...goods, [by]: off } as Line, taxMethod);
    const { id = makeId() } = discountBelow(lines, at) ?? {};
    return [
      { ...line, kind: 'discounted' },
      { id, kind: 'discount', ...goods, amount, tax, gross },
    ];
  });
}

function discountBelow(lines: readonly JsonObject[], at: number): JsonObject | undefined {
  const below = lines[at + 1];
  return below?.['kind'] === 'discount' ? below : undefined;
}
