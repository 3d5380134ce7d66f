import type { Leaf, Node, Wanted } from '../condition/compiled.ts';
import { leavesOf } from '../condition/outdated.ts';
import type { Fact } from '../condition/scope.ts';
import { canHold } from './can-hold.ts';
import { closedOptions } from './representatives.ts';

/** A part of a condition that names options until none is left. */
export interface Exhausted {
  readonly fact: Fact;
  /** It holds for each of them, or for none. */
  readonly holds: 'all' | 'none';
}

/** Parts that ask for an option and mean no more than that there is one, or that there is none. */
export function exhaustedIn(node: Node): readonly Exhausted[] {
  const found = partsOf(node);
  return [...new Map(found.map((one) => [`${one.fact.path} ${one.holds}`, one])).values()];
}

function partsOf(node: Node): readonly Exhausted[] {
  if (node.type === 'not' || node.type === 'some') return partsOf(node.node);
  if (node.type === 'leaf') return judged(node);
  const groups = Map.groupBy(node.nodes, (part) => onlyFact(part)?.path ?? '');
  return [...groups].flatMap(([path, parts]) => {
    const whole = path === '' ? [] : judged({ type: node.type, nodes: parts });
    return whole.length > 0 ? whole : parts.flatMap(partsOf);
  });
}

function judged(part: Node): readonly Exhausted[] {
  const fact = onlyFact(part);
  const names =
    fact && leavesOf(part).some(({ operand }) => 'values' in operand && operand.values.length > 0);
  if (!fact || !names) return [];
  const filled = { node: leafOn(fact, 'isNotEmpty'), holds: true };
  const former = (fact.formerOptions ?? []).map(({ value }) => value);
  const today =
    former.length > 0 && fact.comparison === 'text'
      ? [{ node: leafOn(fact, 'in', former), holds: false }]
      : [];
  const can = (...wanted: readonly Wanted[]) => canHold([...today, ...wanted]);
  if (!can(filled, { node: part, holds: false })) return [{ fact, holds: 'all' }];
  return can(filled, { node: part, holds: true }) || !can({ node: part, holds: true })
    ? []
    : [{ fact, holds: 'none' }];
}

/** The one choice that all of it is about; undefined: it is about others, or several lines. */
function onlyFact(node: Node): Fact | undefined {
  const leaves = [...leavesOf(node)];
  const [first] = leaves;
  const isOne = ({ fact, over, operand }: Leaf) =>
    fact.path === first?.fact.path && over === undefined && 'values' in operand;
  if (!first || !leaves.every(isOne) || contains(node)) return undefined;
  const { comparison } = first.fact;
  return comparison === 'boolean' || closedOptions(first.fact) ? first.fact : undefined;
}

/** Lines of which some is so. */
function contains(node: Node): boolean {
  if (node.type === 'some') return true;
  if (node.type === 'leaf') return false;
  return node.type === 'not' ? contains(node.node) : node.nodes.some(contains);
}

function leafOn(fact: Fact, operator: Leaf['operator'], values: readonly string[] = []): Leaf {
  return { type: 'leaf', pointer: '', fact, operator, comparison: fact.comparison, operand: { values } };
}
