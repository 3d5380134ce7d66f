import { abs, add, compare, div, mul, negate, sign, sub } from '../../../metadata/decimal.ts';
import { isGiven, type Text } from '../common/given.ts';
import type { Line } from '../common/line.ts';
import { type Block, type MergedLine, mergeBlocks, withoutZeroes } from './lines.ts';

export interface OffsetRule {
  readonly offset: 'none' | 'same-rate' | 'line-keys';
  readonly lineKeys: readonly string[];
  /** How far prices may be apart, of the positive one; none: prices are not looked at. */
  readonly priceGap?: Text;
  readonly zeroQuantity: 'empty' | 'spread';
}

/** Negative lines against positive ones. */
export function offsetBlocks(blocks: readonly Block[], rule: OffsetRule): readonly Block[] {
  if (rule.offset === 'same-rate') return sameRate(blocks, rule.priceGap);
  if (rule.offset !== 'line-keys') return blocks;
  const both = (group: readonly Block[]): boolean =>
    new Set(group.map(([one]) => sign(one?.line.amount || '0')).filter((each) => each !== 0)).size > 1;
  return withoutZeroes(mergeBlocks(blocks, rule.lineKeys, 'add', both), rule.zeroQuantity);
}

/** Each negative one goes over the positives of its rate in input order; what is left of it goes on to the next. */
function sameRate(blocks: readonly Block[], priceGap: Text): readonly Block[] {
  const open: (MergedLine | null)[] = blocks.map((block) => (block.length === 1 ? (block[0] ?? null) : null));
  for (const [at, one] of open.entries()) {
    let negative = one;
    if (!negative || sign(negative.line.amount || '0') >= 0) continue;
    for (const [place, positive] of open.entries()) {
      if (!negative || sign(negative.line.amount || '0') >= 0) break;
      if (!positive || !offsets(positive.line, negative.line, priceGap)) continue;
      const [kept, rest] = against(positive, negative);
      open[place] = kept;
      negative = rest;
    }
    open[at] = negative;
  }
  return blocks.flatMap((block, at): readonly Block[] => {
    const left = open[at];
    if (block.length !== 1) return [block];
    return left && !isGone(left.line) ? [[left]] : [];
  });
}

function isGone({ amount, tax }: Line): boolean {
  return sign(amount || '0') === 0 && sign(tax || '0') === 0;
}

function offsets(positive: Line, negative: Line, priceGap: Text): boolean {
  if (sign(positive.amount || '0') <= 0) return false;
  if (!isGiven(positive.rate) || !isGiven(negative.rate) || compare(positive.rate, negative.rate) !== 0)
    return false;
  const [own, other] = [positive.price, negative.price];
  // A line with neither quantity nor price skips the check of prices.
  if (!isGiven(priceGap) || !isGiven(own) || !isGiven(other)) return true;
  return compare(abs(sub(own, other)), mul(priceGap, own)) <= 0;
}

/** What is left of both; the tax goes with the one that is used up, so that all adds up. It is one line from now on. */
function against(
  positive: MergedLine,
  negative: MergedLine,
): readonly [MergedLine | null, MergedLine | null] {
  const [up, down] = [positive.line.amount || '0', abs(negative.line.amount || '0')];
  const [upTax, downTax] = [positive.line.tax || '0', negate(negative.line.tax || '0')];
  const sources = [...positive.sources, ...negative.sources];
  if (compare(up, down) >= 0) {
    const line = reduced(positive.line, sub(up, down), sub(upTax, downTax));
    return [{ line, sources, parts: [line] }, null];
  }
  const rest = reduced(negative.line, sub(up, down), sub(upTax, downTax));
  return [null, { line: rest, sources, parts: [rest] }];
}

/** The price stays; the quantity is the amount by it. */
function reduced(line: Line, amount: string, tax: string): Line {
  const { price, quantity } = line;
  const left =
    isGiven(price) && isGiven(quantity) && sign(price) !== 0
      ? sub(quantity, div(sub(line.amount || '0', amount), price, 13) ?? '0')
      : quantity;
  return { ...line, quantity: left ?? null, amount, tax, gross: add(amount, tax) };
}
