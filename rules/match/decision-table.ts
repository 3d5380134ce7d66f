import type { Compiled, Leaf, Node } from '../condition/compiled.ts';
import { leavesOf } from '../condition/outdated.ts';

/**
 * Rules as people read a decision table: in a column what several of them ask of the same fact, behind them the rest.
 */
export interface DecisionTable {
  readonly columns: readonly TableColumn[];
  /** In the order of the rules. A rule holds just when all its cells and its rest do. */
  readonly rows: readonly TableRow[];
}

export interface TableColumn {
  /** A leaf that asks the column's fact: it names the fact, and how its lines are taken together. */
  readonly leaf: Leaf;
  /** Rules that ask it here. */
  readonly rules: number;
}

interface TableRow {
  /** As many as there are columns; null: the rule does not ask that. */
  readonly cells: readonly (Node | null)[];
  /** The parts that fit no column: several facts in one part, one and the same line, facts that nobody else asks. */
  readonly rest: Node | null;
}

/** A table with more columns is no longer seen at once. */
const most = 6;
/** Rules that have to ask a fact before it is worth a column. */
const shared = 2;

/** Null instead of a condition: the rule has none, or none that can be read. */
export function decisionTable(conditions: readonly (Compiled | null)[]): DecisionTable {
  const rules = conditions.map((one) =>
    one ? partsOf(one.node).map((part) => ({ part, leaf: askedBy(part) })) : [],
  );
  const asked = new Map<string, { readonly leaf: Leaf; rules: number }>();
  for (const parts of rules) {
    const own = new Map(parts.flatMap(({ leaf }) => (leaf ? [[keyOf(leaf), leaf] as const] : [])));
    for (const [key, leaf] of own) {
      const known = asked.get(key) ?? { leaf, rules: 0 };
      known.rules += 1;
      asked.set(key, known);
    }
  }
  const columns = [...asked.values()]
    .filter(({ rules }) => rules >= shared)
    .sort((a, b) => b.rules - a.rules)
    .slice(0, most);
  const keys = columns.map(({ leaf }) => keyOf(leaf));
  const rows = rules.map((parts): TableRow => {
    const of = (key: string) => parts.filter(({ leaf }) => leaf && keyOf(leaf) === key);
    const rest = parts.filter(({ leaf }) => !leaf || !keys.includes(keyOf(leaf)));
    return { cells: keys.map((key) => together(of(key))), rest: together(rest) };
  });
  return { columns, rows };
}

/** Lists the parts that have to hold together. */
function partsOf(node: Node): readonly Node[] {
  return node.type === 'all' ? node.nodes.flatMap(partsOf) : [node];
}

/** The first leaf of a part that asks one fact only, in one way. */
function askedBy(part: Node): Leaf | null {
  if (hasSome(part)) return null;
  const leaves = [...leavesOf(part)];
  const [first] = leaves;
  return first && leaves.every((leaf) => keyOf(leaf) === keyOf(first)) ? first : null;
}

function hasSome(node: Node): boolean {
  if (node.type === 'some') return true;
  if (node.type === 'not') return hasSome(node.node);
  return node.type !== 'leaf' && node.nodes.some(hasSome);
}

function keyOf({ fact, over }: Leaf): string {
  return `${over ?? ''} ${fact.path}`;
}

function together(parts: readonly { readonly part: Node }[]): Node | null {
  const [first, second] = parts;
  if (!first) return null;
  return second ? { type: 'all', nodes: parts.map(({ part }) => part) } : first.part;
}
