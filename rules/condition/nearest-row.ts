import { testLeaf } from './closure.ts';
import type { Node, Some } from './compiled.ts';
import { atRow, type Facts, rowsOf } from './facts.ts';

/** More rows are not compared. */
const mostRows = 200;

/** Where the first row that is as wanted stands, else one that lacks least; -1: there are no rows. */
export function nearestRow({ fact, line, node }: Some, facts: Facts): number {
  let nearest = { at: -1, lacks: Number.POSITIVE_INFINITY };
  for (const [at, row] of rowsOf(fact, facts).entries()) {
    const lacks = lacking(node, true, atRow(facts, line, row));
    if (lacks === 0) return at;
    if (lacks < nearest.lacks && at < mostRows) nearest = { at, lacks };
  }
  return nearest.at;
}

/** How many comparisons would have to come out otherwise. */
function lacking(node: Node, holds: boolean, facts: Facts): number {
  if (node.type === 'leaf') return Number(testLeaf(node)(facts) !== holds);
  if (node.type === 'not') return lacking(node.node, !holds, facts);
  if (node.type === 'some') {
    const rows = rowsOf(node.fact, facts).map((row) =>
      lacking(node.node, holds, atRow(facts, node.line, row)),
    );
    return holds ? Math.min(1, ...rows) : rows.filter((lacks) => lacks > 0).length;
  }
  const parts = node.nodes.map((inner) => lacking(inner, holds, facts));
  if ((node.type === 'all') === holds) return parts.reduce((total, lacks) => total + lacks, 0);
  return parts.length === 0 ? 1 : Math.min(...parts);
}
