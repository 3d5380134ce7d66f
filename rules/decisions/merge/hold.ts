import { abs, add, compare, padded, sub, sum } from '../../../metadata/decimal.ts';
import type { JsonObject } from '../../../metadata/json.ts';
import { compareText } from '../../condition/value.ts';
import { keyOf } from '../common/key.ts';
import { isNegative, type Placed } from './group.ts';

export interface HoldRule {
  /** Negative lines that positives do not outweigh hold their document back. */
  readonly switch1: boolean;
  /** Positive documents that offset nothing wait too. */
  readonly switch2: boolean;
  /** What lines that offset one another agree in. */
  readonly lineKeys: readonly string[];
  /** Positives are used up one after another, and not all lines of the same keys together. */
  readonly inOrder: boolean;
}

/** Why a document waits. */
export interface Held {
  readonly placed: Placed;
  readonly reason: 'negative-left' | 'offset-nothing';
}

interface GroupLine {
  readonly of: Placed;
  readonly key: string;
  readonly gross: string;
}

/** Of documents that would become one: those that wait. Nothing does where positive does not meet negative. */
export function heldOf(group: readonly Placed[], rule: HoldRule): readonly Held[] {
  const meets = group.some(isNegative) && !group.every(isNegative);
  if (!meets || !(rule.switch1 || rule.switch2)) return [];
  const lines = group.flatMap((of) =>
    of.document.lines.map(
      (line): GroupLine => ({
        ...{ of, gross: line.gross || '0' },
        key: keyOf(line as JsonObject, rule.lineKeys),
      }),
    ),
  );
  const left = new Set<Placed>();
  // Whoever has left does not come back, so what he would have offset is judged anew until nobody leaves.
  for (let before = -1; rule.switch1 && before !== left.size; ) {
    before = left.size;
    for (const of of leaving(lines.filter((line) => !left.has(line.of)))) left.add(of);
  }
  const negative = [...left].map((placed): Held => ({ placed, reason: 'negative-left' }));
  if (!rule.switch2) return negative;
  const staying = lines.filter((line) => !left.has(line.of));
  const useful = offsetting(staying, rule.inOrder);
  const idle = group.filter((one) => !left.has(one) && !isNegative(one) && !useful.has(one));
  return [...negative, ...idle.map((placed): Held => ({ placed, reason: 'offset-nothing' }))];
}

/** Documents of which a negative line has to be dropped, until positives outweigh negatives in every line group. */
function leaving(lines: readonly GroupLine[]): readonly Placed[] {
  return [...byKey(lines).values()].flatMap((group) => {
    const positive = sum(group.filter(({ of }) => !isNegative(of)).map(({ gross }) => gross));
    const negatives = group.filter(({ of }) => isNegative(of)).sort(largestFirst);
    let weight = abs(sum(negatives.map(({ gross }) => gross)));
    const dropped: Placed[] = [];
    for (const { of, gross } of negatives) {
      // Equal counts as less.
      if (compare(positive, weight) > 0) break;
      weight = sub(weight, abs(gross));
      dropped.push(of);
    }
    return dropped;
  });
}

function largestFirst(a: GroupLine, b: GroupLine): number {
  return compare(abs(b.gross), abs(a.gross)) || compareText(b.of.document.number, a.of.document.number);
}

/** Positive documents of which at least one line is offset. */
function offsetting(lines: readonly GroupLine[], inOrder: boolean): ReadonlySet<Placed> {
  const useful = new Set<Placed>();
  for (const group of byKey(lines).values()) {
    let weight = abs(sum(group.filter(({ of }) => isNegative(of)).map(({ gross }) => gross)));
    for (const { of, gross } of group) {
      if (isNegative(of) || compare(weight, '0') <= 0) continue;
      useful.add(of);
      if (inOrder) weight = sub(weight, gross);
    }
  }
  return useful;
}

function byKey(lines: readonly GroupLine[]): ReadonlyMap<string, GroupLine[]> {
  const groups = new Map<string, GroupLine[]>();
  for (const line of lines) {
    const group = groups.get(line.key);
    if (group) group.push(line);
    else groups.set(line.key, [line]);
  }
  return groups;
}

/** What a page asks before it goes on; null: nothing waits. */
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
  const issuable = all.filter((one) => !held.includes(one));
  const asks = issuable.length > 0;
  const said = [
    `本次共提交${all.length}个单据，价税合计${total(all)}元`,
    `其中${held.length}个单据、价税合计${total(held)}元无法被冲抵，本次不支持开票`,
    `可开票单据${issuable.length}个，价税合计${total(issuable)}元`,
  ].join('，');
  return { text: asks ? `${said}，是否继续开票？` : `${said}。`, asks };
}
