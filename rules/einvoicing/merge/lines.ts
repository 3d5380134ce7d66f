import { abs, add, compare, div, sign, sub, sum } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { keyOf } from '../../decisions/key.ts';
import type { Steps } from '../../decisions/steps.ts';
import { type Line, share, untaxed } from '../common/line.ts';
import type { Placed } from './group.ts';

/** The line of a document that a merged line came from. */
export interface Source {
  readonly document: number;
  readonly line: number;
}

/** A line of the merged document, with the lines that went into it. */
export interface MergedLine {
  readonly line: Line;
  readonly sources: readonly Source[];
  /** The lines themselves, of each source one. */
  readonly parts: readonly Line[];
}

export type LineHandling = 'add' | 'one';

/** A line, or a discounted one with its discount: merged with its like, never apart. */
export type Block = readonly MergedLine[];

/** Each by itself. */
export function linesAsTheyCame({ at, document }: Placed): readonly MergedLine[] {
  return document.lines.map((line, place) => ({
    line,
    parts: [line],
    sources: [{ document: at, line: place }],
  }));
}

export function blocksOf(lines: readonly MergedLine[]): readonly Block[] {
  const blocks: MergedLine[][] = [];
  for (const one of lines) {
    const last = blocks.at(-1);
    const isPair = one.line.kind === 'discount' && last?.length === 1 && last[0]?.line.kind === 'discounted';
    if (isPair) last.push(one);
    else blocks.push([one]);
  }
  return blocks;
}

/**
 * Equal for lines that may become one: a word that stands in place of the rate is as much of it as the rate is, and a
 * vehicle is not another one.
 */
export function lineKey(line: Line, keys: readonly string[]): string {
  const { preferenceText } = line;
  const word = isGiven(preferenceText) && untaxed.includes(preferenceText) ? preferenceText : '';
  return `${keyOf(line as JsonObject, [...keys, 'vehicle'])} ${word}`;
}

/** Blocks of the same keys become one, where the first of them stands. */
export function* mergeBlocks(
  blocks: readonly Block[],
  keys: readonly string[],
  handling: LineHandling,
  which: (group: readonly Block[]) => boolean = () => true,
): Steps<readonly Block[]> {
  const groups = new Map<string, Block[]>();
  for (const block of blocks) {
    const key = `${block.length} ${lineKey(block[0]?.line ?? {}, keys)}`;
    const group = groups.get(key);
    if (group) group.push(block);
    else groups.set(key, [block]);
    yield;
  }
  const merged = new Map<Block, Block>();
  const gone = new Set<Block>();
  for (const group of groups.values()) {
    const [first, ...rest] = group;
    if (!first || rest.length === 0 || !which(group)) continue;
    const lines = first.map((_line, at) =>
      mergeLines(
        group.flatMap((block) => block[at] ?? []),
        handling,
      ),
    );
    merged.set(first, lines);
    yield;
    for (const block of rest) gone.add(block);
  }
  return blocks.filter((block) => !gone.has(block)).map((block) => merged.get(block) ?? block);
}

/** Makes one line of several: amounts add up, the price follows; a member that is no key comes from the first. */
export function mergeLines(lines: readonly MergedLine[], handling: LineHandling): MergedLine {
  const [first] = lines;
  const of = (member: 'amount' | 'tax' | 'gross'): string =>
    sum(lines.map(({ line }) => line[member] || '0'));
  const amount = of('amount');
  const given = lines.map(({ line }) => line.quantity);
  const added = given.every(isGiven) ? sum(given.filter(isGiven)) : null;
  // A discount has neither quantity nor price.
  const isOne = handling === 'one' && first?.line.kind !== 'discount';
  const counted = isOne ? String(sign(amount) < 0 ? -1 : 1) : added;
  // Above its discount it stays, whatever is left of it: without what would make no price.
  const isOff = first?.line.kind === 'discounted' && counted !== null && sign(counted) !== sign(amount);
  const quantity = isOff ? null : counted;
  const gross = of('gross');
  const line = priced({ ...first?.line, amount, tax: of('tax'), gross }, quantity);
  return {
    line,
    sources: lines.flatMap(({ sources }) => sources),
    parts: lines.flatMap(({ parts }) => parts),
  };
}

/** With a quantity, and the prices that follow from it. */
export function priced(line: Line, quantity: string | null): Line {
  const isNone = quantity === null || sign(quantity) === 0;
  const price = (amount: Text): string | null =>
    isNone || !isGiven(amount) ? null : div(amount, quantity, 13);
  return {
    ...line,
    quantity,
    price: price(line.amount),
    ...(isGiven(line.grossPrice) ? { grossPrice: price(line.gross) } : {}),
  };
}

/**
 * A quantity of nothing (or of another sign than the amount) goes out without quantity and price, or its amount is
 * spread over the other lines of the rate; the tax of which no amount is left goes to the greatest of them, or is kept
 * where none remains; a line of nothing at all goes.
 */
export function* withoutZeroes(
  blocks: readonly Block[],
  handling: 'empty' | 'spread',
  keep: (one: MergedLine) => void,
): Steps<readonly Block[]> {
  let left: readonly Block[] = withoutLeftTaxes(
    blocks.filter((block) => !block.every(isNothing)),
    keep,
  );
  const emptied = new Set<Block>();
  for (;;) {
    yield;
    const block = left.find((one) => !emptied.has(one) && one.length === 1 && one.every(isOdd));
    const [only] = block ?? [];
    if (!only) return left;
    const others = left.filter((one) => one !== block && one.length === 1 && sameRate(one, only.line));
    const whole = sum(others.map(([one]) => one?.line.amount || '0'));
    if (handling === 'spread' && sign(whole) !== 0) left = spreadOver(left, only, others);
    else {
      const without: Block = [{ ...only, line: priced(only.line, null) }];
      emptied.add(without);
      left = left.map((one) => (one === block ? without : one));
    }
  }
}

/** Takes out each block of which a tax alone is left, and gives that to the greatest line of its rate. */
function withoutLeftTaxes(blocks: readonly Block[], keep: (one: MergedLine) => void): readonly Block[] {
  let left = blocks;
  for (const block of blocks.filter(isTaxAlone)) {
    const [only] = block;
    const takers = left.filter((one) => !isTaxAlone(one) && sameRate(one, only?.line ?? {}));
    const [first] = takers;
    if (!only || !first) {
      for (const one of block) keep(one);
      continue;
    }
    const size = ([one]: Block) => abs(one?.line.amount || '0');
    const greatest = takers.reduce((a, b) => (compare(size(b), size(a)) > 0 ? b : a), first);
    left = left.flatMap((one) => (one === block ? [] : [one === greatest ? taking(one, block) : one]));
  }
  return left;
}

/** Lines that offset each other to an amount of 0, but not to a tax of 0. */
function isTaxAlone(block: Block): boolean {
  const isOffset = block.every(({ line, parts }) => parts.length > 1 && sign(line.amount || '0') === 0);
  return isOffset && sign(sum(block.map(({ line }) => line.tax || '0'))) !== 0;
}

function taking([one, ...rest]: Block, from: Block): Block {
  if (!one) return rest;
  const tax = sum([one, ...from].map(({ line }) => line.tax || '0'));
  return [
    {
      line: { ...one.line, tax, gross: add(one.line.amount || '0', tax) },
      sources: [one, ...from].flatMap(({ sources }) => sources),
      parts: [one, ...from].flatMap(({ parts }) => parts),
    },
    ...rest,
  ];
}

function isNothing({ line: { quantity, amount, tax }, parts }: MergedLine): boolean {
  if (sign(amount || '0') !== 0) return false;
  return parts.length > 1 ? sign(tax || '0') === 0 : sign(quantity || '0') === 0;
}

function isOdd({ line: { quantity, amount, tax }, parts }: MergedLine): boolean {
  const own = sign(amount || '0');
  if (own === 0) return parts.length > 1 && sign(tax || '0') !== 0;
  return isGiven(quantity) && sign(quantity) !== own;
}

function sameRate([one]: Block, { rate }: Line): boolean {
  const own = one?.line.rate;
  return !!one && !isOdd(one) && isGiven(own) && isGiven(rate) && compare(own, rate) === 0;
}

/** By amount, the rest to the largest. */
function spreadOver(blocks: readonly Block[], from: MergedLine, to: readonly Block[]): readonly Block[] {
  const amounts = to.map(([one]) => one?.line.amount || '0');
  const whole = sum(amounts);
  let largest = 0;
  for (const [place, amount] of amounts.entries())
    if (compare(abs(amount), abs(amounts[largest] ?? '0')) > 0) largest = place;
  const parts = (total: string): readonly string[] => {
    const shares = amounts.map((amount) => share(total, amount, whole));
    const rest = sub(total, sum(shares));
    return shares.map((one, at) => (at === largest ? add(one, rest) : one));
  };
  const [nets, taxes] = [parts(from.line.amount || '0'), parts(from.line.tax || '0')];
  const changed = new Map<Block, Block>();
  for (const [at, block] of to.entries()) {
    const [one] = block;
    if (!one) continue;
    const amount = add(one.line.amount || '0', nets[at] ?? '0');
    const tax = add(one.line.tax || '0', taxes[at] ?? '0');
    const line = priced({ ...one.line, amount, tax, gross: add(amount, tax) }, one.line.quantity || null);
    const isLargest = at === largest;
    changed.set(block, [
      {
        line,
        sources: isLargest ? [...one.sources, ...from.sources] : one.sources,
        parts: isLargest ? [...one.parts, ...from.parts] : one.parts,
      },
    ]);
  }
  return blocks.filter((block) => block[0] !== from).map((block) => changed.get(block) ?? block);
}
