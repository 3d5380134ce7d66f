import type { Compiled, Leaf, Node } from './compiled.ts';
import { atRow, type Facts, measureFact, rowsOf } from './facts.ts';
import { against, judgeFor } from './judge.ts';

export type Test = (facts: Facts) => boolean;

/**
 * The same verdict as `evaluate`, at once and without promises: for prefilters and for behaviour, which is
 * judged at every keystroke. A generated test holds the two together; json-rules-engine has the last word.
 */
export function test(compiled: Compiled): Test {
  const known = tests.get(compiled);
  if (known) return known;
  const made = testOf(compiled.node);
  tests.set(compiled, made);
  return made;
}

const tests = new WeakMap<Compiled, Test>();

function testOf(node: Node): Test {
  if (node.type === 'leaf') return testLeaf(node);
  if (node.type === 'not') {
    const inner = testOf(node.node);
    return (facts) => !inner(facts);
  }
  if (node.type === 'some') {
    const inner = testOf(node.node);
    const { fact, line } = node;
    return (facts) => rowsOf(fact, facts).some((row) => inner(atRow(facts, line, row)));
  }
  const parts = node.nodes.map(testOf);
  const [first] = parts;
  if (parts.length === 1 && first) return first;
  return node.type === 'all'
    ? (facts) => parts.every((part) => part(facts))
    : (facts) => parts.some((part) => part(facts));
}

/** Of one leaf by itself. */
export function testLeaf({ fact, over, operator, comparison, operand }: Leaf): Test {
  const judge = judgeFor(operator, comparison, over);
  if ('fact' in operand) {
    const other = operand.fact;
    return (facts) => judge(measureFact(fact, over, facts), against(measureFact(other, undefined, facts)));
  }
  return (facts) => judge(measureFact(fact, over, facts), operand);
}
