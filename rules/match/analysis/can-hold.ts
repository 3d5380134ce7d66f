import { append } from '../../../metadata/common/append.ts';
import type { Leaf, Literal, Node, Some, Wanted } from '../../condition/compiled.ts';
import type { Fact } from '../../condition/scope.ts';
import { lineNumber, literalsCanHold } from './literals.ts';

/** Literals looked at before the answer is yes for want of a better one. */
const patience = 2_000;
/** Of so many literals of one fact, one more is twice the work. */
const crowd = 32;

/**
 * Tells whether some facts could satisfy all of it at once. No is certain; yes means that no contradiction was
 * found, so rules are called impossible or shadowed only when they are.
 */
export function canHold(wanted: readonly Wanted[]): boolean {
  const budget = { left: patience };
  const state = settle({ groups: new Map(), forks: [] }, wanted, budget);
  return state !== null && search(state, budget);
}

/** Tells whether everything that satisfies `a` satisfies `b`. Yes is certain. */
export function implies(a: Node, b: Node): boolean {
  return !canHold([
    { node: a, holds: true },
    { node: b, holds: false },
  ]);
}

/** Returns a test for comparisons that hold wherever all of `node` does, as far as its own tell. Yes is certain. */
export function entailedBy(node: Node): (leaf: Leaf) => boolean {
  const budget = { left: patience };
  const state = settle({ groups: new Map(), forks: [] }, [{ node, holds: true }], budget);
  return (leaf) => {
    if (state === null) return true;
    return state.groups.has(keyOf(leaf)) && withLiteral(state.groups, leaf, false, budget) === null;
  };
}

interface Group {
  readonly literals: readonly Literal[];
  /** Whether the condition on some line holds; of such conditions alone. */
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

/** The ways of which at least one must hold. */
type Fork = readonly Wanted[];

/** The literals that were settled of facts so far, and the forks that may still go one way or the other. */
interface State {
  readonly groups: Groups;
  readonly forks: readonly Fork[];
}

interface Budget {
  left: number;
}

/** Takes up all that must hold in any case; null: it contradicts itself. */
function settle(state: State, wanted: readonly Wanted[], budget: Budget): State | null {
  let { groups } = state;
  const forks = [...state.forks];
  const todo = [...wanted];
  for (let next = todo.pop(); next; next = todo.pop()) {
    const { node, holds } = next;
    if (node.type === 'leaf') {
      const more = withLiteral(groups, node, holds, budget);
      if (!more) return null;
      groups = more;
    } else if (node.type === 'not') todo.push({ node: node.node, holds: !holds });
    else if (node.type === 'some') {
      // A condition denied of any line contradicts only the same one stated of some line.
      const { fact } = node.line;
      const key = ['some', fact.root, fact.path, lineNumber(node.fact), spelt(node)].join('|');
      const said = groups.get(key);
      if (said && said.holds !== holds) return null;
      groups = new Map(groups).set(key, { literals: [], holds });
      if (holds) todo.push({ node: node.node, holds });
    } else {
      const parts = node.nodes.map((part) => ({ node: part, holds }));
      if ((node.type === 'all') === holds) append(todo, parts);
      else forks.push(parts);
    }
  }
  return { groups, forks };
}

/** Goes every way that is open, those first where fewest are. */
function search(given: State, budget: Budget): boolean {
  let state = given;
  for (;;) {
    if (budget.left < 0 || state.forks.length === 0) return true;
    const { groups } = state;
    const [last, second] = state.forks;
    if (last && !second) return goEach({ groups, forks: [] }, last, budget);
    const open = state.forks.map((fork) => openIn(groups, fork, budget)).filter((fork) => fork !== null);
    const [narrow] = open.toSorted((a, b) => a.length - b.length);
    if (!narrow) return true;
    const forks = open.filter((fork) => fork !== narrow);
    const [only, ...others] = narrow;
    if (!only) return false;
    if (others.length > 0) return goEach({ groups, forks }, narrow, budget);
    const next = settle({ groups, forks }, [only], budget);
    if (!next) return false;
    state = next;
  }
}

/** Tries one way after the other; each takes for granted that those before it did not hold. */
function goEach(state: State, ways: Fork, budget: Budget): boolean {
  const before: Wanted[] = [];
  for (const way of ways) {
    const next = settle(state, [way, ...before], budget);
    if (next && search(next, budget)) return true;
    if (way.node.type === 'leaf' && state.forks.length > 0) before.push({ ...way, holds: !way.holds });
  }
  return false;
}

/** Ways that do not contradict what was said; null: one of them was said. */
function openIn(groups: Groups, fork: Fork, budget: Budget): Fork | null {
  const open: Wanted[] = [];
  for (const way of fork) {
    const { node, holds } = way;
    if (node.type !== 'leaf' || !groups.has(keyOf(node))) {
      open.push(way);
      continue;
    }
    if (withLiteral(groups, node, !holds, budget) === null) return null;
    if (withLiteral(groups, node, holds, budget) !== null) open.push(way);
  }
  return open;
}

function keyOf({ fact, over }: Leaf): string {
  return [fact.root, fact.path, lineNumber(fact), over === 'count' || over === 'sum' ? over : ''].join('|');
}

/** Null when it contradicts what is wanted of the same fact already. */
function withLiteral(groups: Groups, leaf: Leaf, holds: boolean, budget: Budget): Groups | null {
  const key = keyOf(leaf);
  const literals = [...(groups.get(key)?.literals ?? []), { leaf, holds }];
  // Each brings values along, at which all are looked.
  budget.left -= 1 + literals.length ** 2 / crowd;
  return literalsCanHold(literals) ? new Map(groups).set(key, { literals }) : null;
}
