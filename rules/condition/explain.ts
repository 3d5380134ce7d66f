import type { OperatorName } from '../../metadata/condition.ts';
import type { Label } from '../../metadata/label.ts';
import { languages } from '../../metadata/label.ts';
import type { Compiled, Leaf, Node } from './compiled.ts';
import {
  describeLeaf,
  describeOperand,
  describeReading,
  factLabel,
  factSaid,
  type Wording,
} from './describe.ts';
import { FactAlmanac, judgeByRule } from './engine-adapter.ts';
import type { Facts } from './facts.ts';
import type { Reading } from './value.ts';

export interface Explanation {
  readonly holds: boolean;
  readonly verdict: Verdict;
  /** Why not; absent when it holds. */
  readonly failed?: Failure;
}

/** What json-rules-engine said of every part, in the shape of the condition. */
export interface Verdict {
  readonly type: Node['type'];
  readonly holds: boolean;
  /** Of all and any; of not a single one. */
  readonly nodes?: readonly Verdict[];
  readonly leaf?: LeafVerdict;
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
  const result = await judgeByRule(compiled, new FactAlmanac(facts));
  const root = result.conditions as Judged;
  const judged = compiled.node.type === 'leaf' ? (root.all?.[0] ?? root) : root;
  const verdict = verdictOf(compiled.node, judged, wording);
  const failed = verdict.holds ? undefined : firstAgainst(verdict, true);
  return { holds: verdict.holds, verdict, ...(failed ? { failed } : {}) };
}

/** json-rules-engine's result of a part; the same shape as what it was given. */
interface Judged {
  readonly result?: boolean;
  readonly factResult?: unknown;
  readonly all?: readonly Judged[];
  readonly any?: readonly Judged[];
  readonly not?: Judged;
}

function verdictOf(node: Node, judged: Judged, wording: Wording): Verdict {
  if (node.type === 'leaf') {
    const reading = judged.factResult as Reading;
    return { type: 'leaf', holds: judged.result === true, leaf: leafVerdict(node, reading, wording) };
  }
  // The library writes no verdict on an empty all, which always holds, nor on the part at the top.
  if (node.type === 'not') {
    const inner = verdictOf(node.node, judged.not ?? {}, wording);
    return { type: 'not', holds: !inner.holds, nodes: [inner] };
  }
  const parts = judged[node.type] ?? [];
  const nodes = node.nodes.map((inner, index) => verdictOf(inner, parts[index] ?? {}, wording));
  const holds = node.type === 'all' ? nodes.every((one) => one.holds) : nodes.some((one) => one.holds);
  return { type: node.type, holds, nodes };
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

function firstAgainst(verdict: Verdict, wanted: boolean): Failure | undefined {
  if (verdict.holds === wanted) return undefined;
  if (verdict.leaf) return { ...verdict.leaf, denied: !wanted };
  const turned = verdict.type === 'not' ? !wanted : wanted;
  for (const inner of verdict.nodes ?? []) {
    const found = firstAgainst(inner, turned);
    if (found) return found;
  }
  return undefined;
}
