import { type Label, languages } from '../../metadata/common/label.ts';
import type { OperatorName } from '../../metadata/condition.ts';
import { testLeaf } from './closure.ts';
import type { Compiled, Leaf, Node, Some } from './compiled.ts';
import {
  describeLeaf,
  describeOperand,
  describeReading,
  describeSome,
  factLabel,
  factSaid,
  type Wording,
} from './describe.ts';
import { FactAlmanac, isSingle, judgeByRule } from './evaluate.ts';
import { atRow, type Facts, rowsOf } from './facts.ts';
import type { Reading } from './value.ts';
import { grammar } from './words.ts';

/** More rows are not compared. */
const mostRows = 200;

/** Returns the place of the first row that is as wanted, else of one that lacks least; -1: there are no rows. */
function nearestRow({ fact, line, node }: Some, facts: Facts): number {
  let nearest = { at: -1, lacks: Number.POSITIVE_INFINITY };
  for (const [at, row] of rowsOf(fact, facts).entries()) {
    const lacks = lacking(node, true, atRow(facts, line, row));
    if (lacks === 0) return at;
    if (lacks < nearest.lacks && at < mostRows) nearest = { at, lacks };
  }
  return nearest.at;
}

/** Counts the comparisons that would have to come out otherwise. */
function lacking(node: Node, holds: boolean, facts: Facts): number {
  if (node.type === 'leaf') return Number(testLeaf(node)(facts) !== holds);
  if (node.type === 'not') return lacking(node.node, !holds, facts);
  if (node.type === 'some') {
    const rows = rowsOf(node.fact, facts).map((row) =>
      lacking(node.node, holds, atRow(facts, node.line, row)),
    );
    return holds
      ? rows.reduce((least, lacks) => Math.min(least, lacks), 1)
      : rows.filter((lacks) => lacks > 0).length;
  }
  const parts = node.nodes.map((inner) => lacking(inner, holds, facts));
  if ((node.type === 'all') === holds) return parts.reduce((total, lacks) => total + lacks, 0);
  return parts.length === 0 ? 1 : parts.reduce((least, part) => Math.min(least, part));
}

export interface Explanation {
  readonly holds: boolean;
  readonly verdict: Verdict;
  /** The leaf that made it fail; absent when it holds. */
  readonly failed?: Failure;
  /** The leaves of which one coming out otherwise could be enough, where there are several; `failed` is the first. */
  readonly ways?: readonly Failure[];
}

/** The verdict of json-rules-engine on every part, in the shape of the condition. */
export interface Verdict {
  readonly type: Node['type'];
  readonly holds: boolean;
  /** Of all and any; of not a single one; of some that of its nearest row, none without rows. */
  readonly nodes?: readonly Verdict[];
  readonly leaf?: LeafVerdict;
  readonly some?: SomeVerdict;
}

/** Of one and the same line. */
export interface SomeVerdict {
  readonly pointer: string;
  /** The entries. */
  readonly fact: string;
  readonly label: Label;
  readonly sentence: Label;
  /** Counted from 1: the first that holds, else the one that lacks least; null: there are no rows. */
  readonly row: number | null;
}

export interface LeafVerdict {
  /** JSON Pointer into the condition. */
  readonly pointer: string;
  readonly fact: string;
  readonly label: Label;
  readonly operator: OperatorName;
  readonly sentence: Label;
  readonly expected: Label;
  readonly actual: Label;
}

/** The first part that decided against it. `denied`: it held, where `not` wanted it not to. */
export interface Failure extends LeafVerdict {
  readonly denied: boolean;
}

/** A verdict on every part with the actual values, by json-rules-engine, in words. */
export async function explain(compiled: Compiled, facts: Facts, wording: Wording = {}): Promise<Explanation> {
  const asked = facts.call ? { call: facts.call, ...wording } : wording;
  const verdict = await judge(compiled, facts, new FactAlmanac(facts), asked);
  const ways = waysOut(verdict, true).slice(0, mostWays);
  const [failed] = ways;
  return {
    holds: verdict.holds,
    verdict,
    ...(failed ? { failed } : {}),
    ...(ways.length > 1 ? { ways } : {}),
  };
}

async function judge(
  compiled: Compiled,
  facts: Facts,
  almanac: FactAlmanac,
  wording: Wording,
): Promise<Verdict> {
  const result = await judgeByRule(compiled, almanac);
  const root = result.conditions as Judged;
  const judged = isSingle(compiled.node) ? (root.all?.[0] ?? root) : root;
  return verdictOf(compiled.node, judged, { compiled, facts, almanac, wording });
}

interface Work {
  readonly compiled: Compiled;
  readonly facts: Facts;
  readonly almanac: FactAlmanac;
  readonly wording: Wording;
}

/** json-rules-engine's result of a part; the same shape as what it was given. */
interface Judged {
  readonly result?: boolean;
  readonly factResult?: unknown;
  readonly all?: readonly Judged[];
  readonly any?: readonly Judged[];
  readonly not?: Judged;
}

async function verdictOf(node: Node, judged: Judged, work: Work): Promise<Verdict> {
  if (node.type === 'leaf') {
    const reading = judged.factResult as Reading;
    return { type: 'leaf', holds: judged.result === true, leaf: leafVerdict(node, reading, work.wording) };
  }
  if (node.type === 'some') return someVerdict(node, judged, work);
  // The library writes no verdict on an empty all, which always holds, nor on the part at the top.
  if (node.type === 'not') {
    const inner = await verdictOf(node.node, judged.not ?? {}, work);
    return { type: 'not', holds: !inner.holds, nodes: [inner] };
  }
  const parts = judged[node.type] ?? [];
  const nodes: Verdict[] = [];
  for (const [index, inner] of node.nodes.entries())
    nodes.push(await verdictOf(inner, parts[index] ?? {}, work));
  const holds = node.type === 'all' ? nodes.every((one) => one.holds) : nodes.some((one) => one.holds);
  return { type: node.type, holds, nodes };
}

/** Explains a question about some row by the row that comes nearest to it. */
async function someVerdict(node: Some, judged: Judged, work: Work): Promise<Verdict> {
  const { compiled, facts, almanac, wording } = work;
  const at = nearestRow(node, facts);
  const row = rowsOf(node.fact, facts)[at];
  const there = row && atRow(facts, node.line, row);
  const inside = { ...compiled, node: node.node };
  const inner = there && (await judge(inside, there, new FactAlmanac(there, almanac), wording));
  return {
    type: 'some',
    holds: judged.result === true,
    ...(inner ? { nodes: [inner] } : {}),
    some: {
      pointer: node.pointer,
      fact: node.line.fact.path,
      label: factLabel(node.fact),
      sentence: inEach((language) => describeSome(node, language, wording)),
      row: row ? at + 1 : null,
    },
  };
}

function leafVerdict(leaf: Leaf, reading: Reading, wording: Wording): LeafVerdict {
  const said = factSaid(leaf);
  return {
    pointer: leaf.pointer,
    fact: leaf.fact.path,
    label: factLabel(leaf.fact, leaf.over),
    operator: leaf.operator,
    sentence: inEach((language) => describeLeaf(leaf, language, wording)),
    expected: inEach((language) => describeOperand(leaf, language, wording)),
    actual: inEach((language) => describeReading(reading, said, language, wording)),
  };
}

function inEach(say: (language: 'zh' | 'en') => string): Label {
  const [zh = '', en = ''] = languages.map(say);
  return { zh, en };
}

/** More are not told. */
const mostWays = 10;

/** Lists the leaves that stand in the way, a way each; of parts that must be so together, the first that is not. */
function waysOut(verdict: Verdict, wanted: boolean): readonly Failure[] {
  if (verdict.holds === wanted) return [];
  if (verdict.leaf) return [{ ...verdict.leaf, denied: !wanted }];
  if (verdict.some) return waysInLine(verdict, verdict.some, wanted);
  const { type, nodes = [] } = verdict;
  const parts = nodes.map((inner) => waysOut(inner, type === 'not' ? !wanted : wanted));
  const together = (type === 'all') === wanted;
  return together ? (parts.find((ways) => ways.length > 0) ?? []) : parts.flat();
}

/** The whole of it in words, with what its nearest row said; where there are no rows, that there are none. */
function waysInLine({ nodes }: Verdict, some: SomeVerdict, wanted: boolean): readonly Failure[] {
  const { pointer, fact, label, sentence, row } = some;
  const [inner] = nodes ?? [];
  const ways = inner ? waysOut(inner, wanted) : [];
  if (row === null || ways.length === 0) {
    const actual = inEach((language) => grammar[language].noRow);
    const operator = 'isNotEmpty';
    return [{ pointer, fact, label, operator, sentence, expected: sentence, actual, denied: !wanted }];
  }
  return ways.map((way) => ({
    ...way,
    denied: !wanted,
    sentence,
    actual: inEach((language) =>
      grammar[language].inRow.say({ row, text: `${way.label[language]} ${way.actual[language]}` }),
    ),
  }));
}
