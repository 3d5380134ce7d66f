import { append } from '../../../metadata/common/append.ts';
import { abs, add, compare, padded, sign, sub, sum } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { compareText } from '../../condition/value.ts';
import type { Text } from '../../decisions/given.ts';
import { keyOf } from '../../decisions/key.ts';
import type { Steps } from '../../decisions/steps.ts';
import type { Line } from '../common/line.ts';
import { isNegative, type Placed } from './group.ts';
import { blocksOf, lineKey, linesAsTheyCame } from './lines.ts';
import { offsetByRate } from './offset.ts';

export interface HoldRule {
  /** Negative lines that positives do not outweigh hold their document back. */
  readonly switch1: boolean;
  /** Positive documents that offset nothing wait too. */
  readonly switch2: boolean;
  /** Lines offset one another by their rate, one after another; or all of the same keys together. */
  readonly byRate: boolean;
  readonly lineKeys: readonly string[];
  readonly priceGap: Text;
}

/** A document that waits, and why. */
export interface Held {
  readonly placed: Placed;
  readonly reason: 'negative-left' | 'offset-nothing';
}

/** A line, or a discounted one with its discount. */
interface Weight {
  readonly of: Placed;
  readonly key: string;
  readonly gross: string;
}

/** Of documents that would become one: those that wait. Nothing does where positive does not meet negative. */
export function* heldOf(group: readonly Placed[], rule: HoldRule): Steps<readonly Held[]> {
  if (!meets(group) || !(rule.switch1 || rule.switch2)) return [];
  const weights: Weight[] = [];
  for (const of of group) {
    append(weights, weightsOf(of, rule));
    yield;
  }
  const left = new Set<Placed>();
  // A document that has left does not come back, so those it would have offset are judged again until none leaves.
  for (let before = -1; rule.switch1 && before !== left.size; ) {
    before = left.size;
    yield;
    for (const of of leaving(weights.filter((one) => !left.has(one.of)))) left.add(of);
    if (before !== left.size || !rule.byRate) continue;
    const staying = group.filter((one) => !left.has(one));
    for (const of of yield* unfinished(staying, rule)) left.add(of);
  }
  const negative = [...left].map((placed): Held => ({ placed, reason: 'negative-left' }));
  if (!rule.switch2) return negative;
  const staying = group.filter((one) => !left.has(one));
  const useful = rule.byRate
    ? yield* usefulByRate(staying, rule)
    : usefulByKeys(weights.filter((one) => !left.has(one.of)));
  const idle = staying.filter((one) => !isNegative(one) && !useful.has(one));
  return [...negative, ...idle.map((placed): Held => ({ placed, reason: 'offset-nothing' }))];
}

function meets(group: readonly Placed[]): boolean {
  return group.some(isNegative) && !group.every(isNegative);
}

function weightsOf(of: Placed, { byRate, lineKeys }: HoldRule): readonly Weight[] {
  return blocksOf(linesAsTheyCame(of)).map((block): Weight => {
    const first: Line = block[0]?.line ?? {};
    return {
      of,
      gross: sum(block.map(({ line }) => line.gross || '0')),
      key: byRate ? keyOf(first as JsonObject, ['rate']) : `${block.length} ${lineKey(first, lineKeys)}`,
    };
  });
}

/** Documents of which a negative line has to be dropped, until positives outweigh negatives in every line group. */
function leaving(weights: readonly Weight[]): readonly Placed[] {
  return [...byKey(weights).values()].flatMap((group) => {
    const positive = sum(group.filter(({ of }) => !isNegative(of)).map(({ gross }) => gross));
    const negatives = group.filter(({ of }) => isNegative(of)).sort(largestFirst);
    let weight = sum(negatives.map(({ gross }) => gross));
    const dropped: Placed[] = [];
    for (const { of, gross } of negatives) {
      // Equal counts as less.
      if (compare(positive, abs(weight)) > 0) break;
      weight = sub(weight, gross);
      dropped.push(of);
    }
    return dropped;
  });
}

function largestFirst(a: Weight, b: Weight): number {
  return compare(abs(b.gross), abs(a.gross)) || compareText(b.of.document.number, a.of.document.number);
}

/**
 * Negative documents of which something is left though there was enough: prices are too far apart, or it is discounted.
 */
function* unfinished(staying: readonly Placed[], { priceGap }: HoldRule): Steps<readonly Placed[]> {
  if (!meets(staying)) return [];
  const { blocks } = yield* offsetByRate(blocksOf(staying.flatMap(linesAsTheyCame)), priceGap);
  const left = new Set(
    blocks
      .filter((block) => sign(sum(block.map(({ line }) => line.amount || '0'))) < 0)
      // Of what is left of a line its own source comes last.
      .map((block) => block[0]?.sources.at(-1)?.document),
  );
  return staying.filter((one) => isNegative(one) && left.has(one.at));
}

/** Positive documents of which at least one line is offset. */
function* usefulByRate(staying: readonly Placed[], { priceGap }: HoldRule): Steps<ReadonlySet<Placed>> {
  if (!meets(staying)) return new Set();
  const { offset } = yield* offsetByRate(blocksOf(staying.flatMap(linesAsTheyCame)), priceGap);
  return new Set(staying.filter(({ at }) => offset.has(at)));
}

function usefulByKeys(weights: readonly Weight[]): ReadonlySet<Placed> {
  return new Set(
    [...byKey(weights).values()]
      .filter((group) => group.some(({ of }) => isNegative(of)))
      .flatMap((group) => group.map(({ of }) => of)),
  );
}

function byKey(weights: readonly Weight[]): ReadonlyMap<string, Weight[]> {
  const groups = new Map<string, Weight[]>();
  for (const one of weights) {
    const group = groups.get(one.key);
    if (group) group.push(one);
    else groups.set(one.key, [one]);
  }
  return groups;
}

/** The question that a page asks before it goes on; null: nothing waits. */
export interface Prompt {
  readonly text: string;
  /** Nothing can be issued, so there is nothing to go on with. */
  readonly asks: boolean;
}

export function promptOf(all: readonly Placed[], held: readonly Placed[]): Prompt | null {
  if (held.length === 0) return null;
  const total = (some: readonly Placed[]): string =>
    padded(
      some.reduce((gross, one) => add(gross, one.gross), '0'),
      2,
    );
  const waiting = new Set(held);
  const issuable = all.filter((one) => !waiting.has(one));
  const asks = issuable.length > 0;
  const said = [
    `本次共提交${all.length}个单据，价税合计${total(all)}元`,
    `其中${held.length}个单据、价税合计${total(held)}元无法被冲抵，本次不支持开票`,
    `可开票单据${issuable.length}个，价税合计${total(issuable)}元`,
  ].join('，');
  return { text: asks ? `${said}，是否继续开票？` : `${said}。`, asks };
}
