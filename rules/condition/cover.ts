import { type Clause, joinClauses, meetClauses, weight } from './clause.ts';
import type { Compiled, Leaf, Node } from './compiled.ts';
import { coverLeaf } from './cover-leaf.ts';

/**
 * What must be so for a condition to hold, in values that an index can post: every clause must be so. None:
 * nothing is known, the condition is always a candidate. It only ever discards: facts that satisfy every
 * clause may still fail the condition, never the reverse.
 */
export type Cover = readonly Clause[];

export function cover(compiled: Compiled): Cover {
  return meetClauses(coverOf(compiled.node, true));
}

function coverOf(node: Node, holds: boolean): readonly Clause[] {
  if (node.type === 'leaf') {
    const clause = coverAnywhere(node, holds);
    return clause ? [clause] : [];
  }
  if (node.type === 'not') return coverOf(node.node, !holds);
  // Of one line follows what is so of some line, part by part; that no line is so says nothing that is looked up.
  if (node.type === 'some') return holds ? coverOf(node.node, true) : [];
  const parts = node.nodes.map((inner) => coverOf(inner, holds));
  // What fails is: one of `all` fails, every one of `any` does.
  if ((node.type === 'all') === holds) return parts.flat();
  return oneOf(parts);
}

/** What one line says, some line says. */
function coverAnywhere(leaf: Leaf, holds: boolean): Clause | null {
  const { fact, over, operand } = leaf;
  if ('fact' in operand && operand.fact.line) return null;
  if (!fact.line) return coverLeaf(leaf, holds);
  const some = holds ? 'any' : 'every';
  const asked = 'rows' in fact.member || (over !== undefined && over !== some);
  return asked ? null : coverLeaf({ ...leaf, fact: fact.line.whole, over: some }, holds);
}

/** The best clause out of every branch, joined; a branch without any leaves nothing to say. */
function oneOf(branches: readonly (readonly Clause[])[]): readonly Clause[] {
  const best: Clause[] = [];
  for (const branch of branches) {
    const clause = meetClauses(branch).toSorted((a, b) => weight(a) - weight(b))[0];
    if (!clause) return [];
    best.push(clause);
  }
  const joined = best.length > 0 ? joinClauses(best) : null;
  return joined ? [joined] : [];
}
