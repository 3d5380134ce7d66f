import { abs, add, compare, div, mul, negate, round, sign, sub } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import type { Steps } from '../../decisions/steps.ts';
import type { Line } from '../common/line.ts';
import { type Block, type MergedLine, mergeBlocks, withoutZeroes } from './lines.ts';

export interface OffsetRule {
  readonly offset: 'none' | 'same-rate' | 'line-keys';
  readonly lineKeys: readonly string[];
  /** The amount by which prices may be apart, of the positive one; none: prices are not looked at. */
  readonly priceGap?: Text;
  readonly zeroQuantity: 'empty' | 'spread';
  /** Is given a line of amount 0 whose tax no other line takes. */
  readonly keep: (one: MergedLine) => void;
}

interface Offset {
  readonly blocks: readonly Block[];
  /** Places of the documents of which a positive line was offset. */
  readonly offset: ReadonlySet<number>;
}

/** Negative lines against positive ones. */
export function* offsetBlocks(blocks: readonly Block[], rule: OffsetRule): Steps<readonly Block[]> {
  if (rule.offset === 'same-rate') {
    const { blocks: left } = yield* offsetByRate(blocks, rule.priceGap);
    return yield* withoutZeroes(left, rule.zeroQuantity, rule.keep);
  }
  if (rule.offset !== 'line-keys') return blocks;
  const both = (group: readonly Block[]): boolean =>
    new Set(group.map(([one]) => sign(one?.line.amount || '0')).filter((each) => each !== 0)).size > 1;
  const merged = yield* mergeBlocks(blocks, rule.lineKeys, 'add', both);
  return yield* withoutZeroes(merged, rule.zeroQuantity, rule.keep);
}

/**
 * Each negative one goes over the positives of its rate in input order; what is left of it goes on to the next.
 * A discounted line and its discount offset nothing.
 */
export function* offsetByRate(blocks: readonly Block[], priceGap: Text): Steps<Offset> {
  const offset = new Set<number>();
  const open: (MergedLine | null)[] = blocks.map((block) => (block.length === 1 ? (block[0] ?? null) : null));
  const positives = positivesByRate(open);
  for (const [at, one] of open.entries()) {
    if (!one || !isGiven(one.line.rate) || sign(one.line.amount || '0') >= 0) continue;
    yield;
    const rate = rateOf(one.line);
    const places = positives.get(rate) ?? [];
    let negative: MergedLine | null = one;
    for (const place of places) {
      const positive = open[place];
      if (!positive || !isNear(positive.line, negative.line, priceGap)) continue;
      const [kept, rest] = against(positive, negative);
      for (const { document } of positive.sources.slice(0, 1)) offset.add(document);
      open[place] = kept;
      negative = rest;
      if (!negative) break;
    }
    open[at] = negative;
    positives.set(
      rate,
      places.filter((place) => isOpen(open[place])),
    );
  }
  const left = blocks.flatMap((block, at): readonly Block[] => {
    if (block.length !== 1) return [block];
    const one = open[at];
    return one ? [[one]] : [];
  });
  return { blocks: left, offset };
}

/** Places of the lines that something can be taken from. */
function positivesByRate(open: readonly (MergedLine | null)[]): Map<string, readonly number[]> {
  const places = [...open.keys()].filter((at) => isOpen(open[at]));
  return Map.groupBy(places, (at) => rateOf(open[at]?.line ?? {}));
}

function isOpen(one: MergedLine | null | undefined): boolean {
  return !!one && isGiven(one.line.rate) && sign(one.line.amount || '0') > 0;
}

function rateOf({ rate }: Line): string {
  return round(rate || '0', 13);
}

/** A line with neither quantity nor price skips the check of prices. */
function isNear({ price: own }: Line, { price: other }: Line, priceGap: Text): boolean {
  if (!isGiven(priceGap) || !isGiven(own) || !isGiven(other)) return true;
  return compare(abs(sub(own, other)), mul(priceGap, own)) <= 0;
}

/** Returns the rests of two lines that are offset; the tax goes with the one that is used up, so that all adds up. */
function against(
  positive: MergedLine,
  negative: MergedLine,
): readonly [MergedLine | null, MergedLine | null] {
  const [up, down] = [positive.line.amount || '0', abs(negative.line.amount || '0')];
  const [upTax, downTax] = [positive.line.tax || '0', negate(negative.line.tax || '0')];
  const sources = [...positive.sources, ...negative.sources];
  const parts = [...positive.parts, ...negative.parts];
  if (compare(up, down) >= 0) {
    const line = reduced(positive.line, sub(up, down), sub(upTax, downTax));
    return [{ line, sources, parts }, null];
  }
  const rest = reduced(negative.line, sub(up, down), sub(upTax, downTax));
  return [null, { line: rest, sources, parts }];
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
