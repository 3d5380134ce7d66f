import type { Compiled, Leaf, Node } from './compiled.ts';
import type { Fact } from './scope.ts';

/** A name in a condition that is no more: a field nobody fills in, an option nobody can pick. */
export interface Outdated {
  readonly fact: Fact;
  /** The options; none: it is the field itself. */
  readonly options: readonly string[];
}

/** Finds the parts of a condition that can no longer come true by themselves, each field once. */
export function outdatedIn({ node }: Compiled): readonly Outdated[] {
  const found = new Map<string, Outdated>();
  for (const leaf of leavesOf(node)) {
    const asked = [leaf.fact, ...('fact' in leaf.operand ? [leaf.operand.fact] : [])];
    for (const fact of asked.map((one) => one.line?.whole ?? one))
      if (fact.dropped) found.set(fact.path, { fact, options: [] });
    const options = formerIn(leaf);
    const known = found.get(leaf.fact.path);
    if (options.length > 0 && !leaf.fact.dropped)
      found.set(leaf.fact.path, {
        fact: leaf.fact.line?.whole ?? leaf.fact,
        options: [...new Set([...(known?.options ?? []), ...options])],
      });
  }
  return [...found.values()];
}

/** Every comparison in it. */
export function* leavesOf(node: Node): Generator<Leaf> {
  if (node.type === 'leaf') yield node;
  else if (node.type === 'not' || node.type === 'some') yield* leavesOf(node.node);
  else for (const inner of node.nodes) yield* leavesOf(inner);
}

const whole: ReadonlySet<string> = new Set(['equal', 'notEqual', 'in', 'notIn']);

function formerIn({ fact, operator, operand, over }: Leaf): readonly string[] {
  const { options } = fact;
  if (!options || over === 'count' || 'fact' in operand || 'pattern' in operand) return [];
  const offered = whole.has(operator) || fact.comparison === 'list';
  if (!offered) return [];
  return operand.values.filter(
    (value): value is string => typeof value === 'string' && !options.some((one) => one.value === value),
  );
}
