import type { Leaf, Literal, Node, Some, Wanted } from '../condition/compiled.ts';
import type { Fact } from '../condition/scope.ts';
import { lineNumber, literalsCanHold } from './literals.ts';

/** Branches looked into before the answer is yes for want of a better one. */
const patience = 2_000;

/**
 * Whether some facts could satisfy all of it at once. No is certain; yes means that no contradiction was
 * found, so rules are called impossible or shadowed only when they are.
 */
export function canHold(wanted: readonly Wanted[]): boolean {
  return search(wanted, new Map(), { left: patience });
}

/** Whether everything that satisfies `a` satisfies `b`. Yes is certain. */
export function implies(a: Node, b: Node): boolean {
  return !canHold([
    { node: a, holds: true },
    { node: b, holds: false },
  ]);
}

interface Group {
  readonly literals: readonly Literal[];
  /** Whether some line is so; of those alone. */
  readonly holds?: boolean;
}
type Groups = ReadonlyMap<string, Group>;

const spellings = new WeakMap<Some, string>();

const unsaid: ReadonlySet<string> = new Set(['pointer', 'line', 'pattern']);

function spelt(node: Some): string {
  const known = spellings.get(node);
  if (known !== undefined) return known;
  const words = JSON.stringify(node.node, (member, value) =>
    unsaid.has(member) ? undefined : member === 'fact' ? [(value as Fact).root, (value as Fact).path] : value,
  );
  spellings.set(node, words);
  return words;
}

function search(todo: readonly Wanted[], groups: Groups, budget: { left: number }): boolean {
  budget.left -= 1;
  if (budget.left < 0) return true;
  const [first, ...rest] = todo;
  if (!first) return true;
  const { node, holds } = first;
  if (node.type === 'leaf') {
    const more = withLiteral(groups, node, holds);
    return more !== null && search(rest, more, budget);
  }
  if (node.type === 'not') return search([{ node: node.node, holds: !holds }, ...rest], groups, budget);
  if (node.type === 'some') {
    // That no line is so contradicts only the same said of some line.
    const { fact } = node.line;
    const key = ['some', fact.root, fact.path, lineNumber(node.fact), spelt(node)].join('|');
    const said = groups.get(key);
    if (said && said.holds !== holds) return false;
    const more = new Map(groups).set(key, { literals: [], holds });
    return search(holds ? [{ node: node.node, holds }, ...rest] : rest, more, budget);
  }
  const parts = node.nodes.map((part) => ({ node: part, holds }));
  if ((node.type === 'all') !== holds) return parts.some((part) => search([part, ...rest], groups, budget));
  // What must hold in any case comes before what may go one way or the other.
  const [plain, forked] = [parts.filter(isPlain), parts.filter((part) => !isPlain(part))];
  return search([...plain, ...rest, ...forked], groups, budget);
}

function isPlain({ node }: Wanted): boolean {
  return node.type === 'leaf';
}

/** Null when it contradicts what is wanted of the same fact already. */
function withLiteral(groups: Groups, leaf: Leaf, holds: boolean): Groups | null {
  const key = [
    leaf.fact.root,
    leaf.fact.path,
    lineNumber(leaf.fact),
    leaf.over === 'count' || leaf.over === 'sum' ? leaf.over : '',
  ].join('|');
  const literals = [...(groups.get(key)?.literals ?? []), { leaf, holds }];
  return literalsCanHold(literals) ? new Map(groups).set(key, { literals }) : null;
}
