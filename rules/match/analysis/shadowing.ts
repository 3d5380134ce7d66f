import type { Clause } from '../../condition/clause.ts';
import type { Leaf, Node, Wanted } from '../../condition/compiled.ts';
import type { Fact } from '../../condition/scope.ts';
import { isPointing } from '../../condition/value.ts';
import type { OrgTree } from '../../sharing/org-tree.ts';
import { allBits, andBits, type Bits, nextBit, orBits } from '../bits.ts';
import { type Candidate, compiledOf } from '../candidate.ts';
import { quick, type Slices, thorough } from '../slices.ts';
import { dontCare, type Slot, slotName } from '../slots.ts';
import type { Snapshot } from '../snapshot.ts';
import { isForAllOf } from './audience.ts';
import { canHold, entailedBy, implies } from './can-hold.ts';
import { closedOptions } from './representatives.ts';

/** Of what may match at all; null: it is off, or says nothing that can be judged. */
export type NodeOf = (candidate: Candidate) => Node | null;

/** The rules that go before another, one or several together, wherever it holds. */
export interface Shadowing {
  readonly by: readonly Candidate[];
  /** The facts that are empty where it wins, which is nowhere else. Default: it never wins. */
  readonly empty: readonly Fact[];
}

interface Looking {
  readonly snapshot: Snapshot;
  readonly nodeOf: NodeOf;
  readonly tree: OrgTree;
  readonly slices: Slices;
}

/** Rules above that are looked at together: others are taken not to be there, so that less is said. */
const mostTogether = 32;
const mostLooked = 64;
/** Joint work is as much as about so many single looks. */
const joint = 20 * thorough;

/** Finds out why a rule can never win, or only where facts are empty; undefined: it can. An answer is certain. */
export async function shadowing(looking: Looking, rank: number, node: Node): Promise<Shadowing | undefined> {
  const one = await shadower(looking, rank, node);
  if (one) return { by: [one], empty: [] };
  const { nodeOf, slices } = looking;
  const above = await helpersAbove(looking, rank, node);
  if (above.length === 0) return undefined;
  const holds = { node, holds: true };
  const denied = (others: readonly Candidate[]) =>
    others.flatMap((other): readonly Wanted[] => {
      const wide = nodeOf(other);
      return wide ? [{ node: wide, holds: false }] : [];
    });
  const none = async (others: readonly Candidate[], filled: readonly Fact[]) => {
    if (slices.spend(joint)) await slices.rest();
    return !canHold([holds, ...filled.map(isFilled), ...denied(others)]);
  };
  if (above.length > 1 && (await none(above, [])))
    return { by: await fewest(above, (others) => none(others, [])), empty: [] };
  const facts = fillable(above);
  if (facts.length === 0 || !(await none(above, facts))) return undefined;
  const empty = await fewest(facts, (some) => none(above, some));
  return { by: await fewest(above, (others) => none(others, empty)), empty };
}

/** The first that by itself goes before it wherever it holds. */
async function shadower(
  { snapshot, nodeOf, tree, slices }: Looking,
  rank: number,
  node: Node,
): Promise<Candidate | undefined> {
  const own = snapshot.ranked[rank];
  const bits = mayContain(snapshot, rank);
  for (let above = nextBit(bits, 0); above >= 0 && above < rank; above = nextBit(bits, above + 1)) {
    const other = snapshot.ranked[above];
    const wide = other && nodeOf(other);
    if (slices.spend(quick)) await slices.rest();
    if (!own || !other || !wide || !isForAllOf(other, own, tree)) continue;
    if (slices.spend(thorough)) await slices.rest();
    if (implies(node, wide)) return other;
  }
  return undefined;
}

/**
 * Finds rules above that are for everyone this one is for, and of what nobody can exhaust (texts, records, lines) ask
 * nothing more than it does: only they can be part of a union.
 */
async function helpersAbove(
  { snapshot, nodeOf, tree, slices }: Looking,
  rank: number,
  node: Node,
): Promise<readonly Candidate[]> {
  const own = snapshot.ranked[rank];
  const isSaid = entailedBy(node);
  const bits = mayTakePart(snapshot, rank);
  const found: Candidate[] = [];
  let looked = 0;
  for (let above = nextBit(bits, 0); above >= 0 && above < rank; above = nextBit(bits, above + 1)) {
    const other = snapshot.ranked[above];
    const wide = other && nodeOf(other);
    if (slices.spend(quick)) await slices.rest();
    if (!own || !wide || !isForAllOf(other, own, tree)) continue;
    if (slices.spend(thorough)) await slices.rest();
    if (asksNoMore(wide, isSaid)) found.push(other);
    looked += 1;
    if (found.length === mostTogether || looked === mostLooked) break;
  }
  return found;
}

function asksNoMore(node: Node, isSaid: (leaf: Leaf) => boolean): boolean {
  if (node.type === 'all') return node.nodes.every((part) => asksNoMore(part, isSaid));
  if (node.type !== 'leaf') return true;
  return isExhaustible(node) || isSaid(node);
}

/** Tells whether a few comparisons can leave nothing of it but empty. */
function isExhaustible({ fact, over, comparison, operand }: Leaf): boolean {
  if (over === 'any' || over === 'every' || 'fact' in operand) return false;
  return comparison === 'text' ? closedOptions(fact) !== null : !endless.has(comparison);
}

const endless: ReadonlySet<Leaf['comparison']> = new Set(['reference', 'any-reference', 'list']);

/** Facts of the record itself whose values a few rules can take all. */
function fillable(rules: readonly Candidate[]): readonly Fact[] {
  const asked = rules.flatMap((rule) => compiledOf(rule)?.facts ?? []);
  const facts = new Map(asked.filter(isFillable).map((fact) => [fact.path, fact]));
  return [...facts.values()];
}

function isFillable(fact: Fact): boolean {
  const { root, entries, via, comparison } = fact;
  if (root !== 'record' || entries.length > 0 || via || comparison === 'none') return false;
  return comparison !== 'text' && !isPointing(comparison) ? true : closedOptions(fact) !== null;
}

function isFilled(fact: Fact): Wanted {
  const { comparison } = fact;
  const operand = { values: [] };
  return {
    node: { type: 'leaf', pointer: '', fact, operator: 'isNotEmpty', comparison, operand },
    holds: true,
  };
}

/** Without those that are not needed for it. */
async function fewest<T>(
  all: readonly T[],
  isEnough: (some: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let left = all;
  for (const one of all.toReversed()) {
    const fewer = left.filter((other) => other !== one);
    if (await isEnough(fewer)) left = fewer;
  }
  return left;
}

/**
 * Lists rules that may hold wherever the rule of this rank does: those that, slot by slot, do not care or let through
 * all that it lets through. Others may too, in ways the index does not see; it is a shortlist.
 */
function mayContain(snapshot: Snapshot, rank: number): Bits {
  return shortlist(snapshot, rank, 'all');
}

/** Lists rules that may hold together with it: all but those that want another value of a fact that has only one. */
export function mayMeet(snapshot: Snapshot, rank: number): Bits {
  return shortlist(snapshot, rank, 'some');
}

/**
 * Lists rules that may, several together, hold wherever it does: of texts and records there are always others than
 * those that are named, so whoever wants some of them where this rule asks nothing takes no part.
 */
function mayTakePart(snapshot: Snapshot, rank: number): Bits {
  return shortlist(snapshot, rank, 'part');
}

function shortlist({ slots, covers, ranked }: Snapshot, rank: number, how: 'all' | 'some' | 'part'): Bits {
  const bits = allBits(ranked.length);
  const own = covers[rank] ?? [];
  const candidate = ranked[rank];
  const asked = new Set((candidate && compiledOf(candidate)?.facts)?.map(({ path }) => path));
  for (const slot of slots) {
    const [clause, ...more] = own.filter((each) => slotName(each) === slot.name);
    if (clause && more.length === 0) {
      const through = alike(slot, clause, how === 'all' ? 'all' : 'some');
      if (!through) continue;
      orBits(through, dontCare(slot, ranked.length));
      andBits(bits, through);
    } else if (how !== 'some' && !slot.facts.some(({ path }) => asked.has(path))) {
      if (how === 'part' && !slot.facts.every(isOpen)) continue;
      // A rule that cares about a fact does not hold wherever one does that asks nothing of it.
      andBits(bits, dontCare(slot, ranked.length));
    }
  }
  return bits;
}

function isOpen(fact: Fact): boolean {
  const { comparison } = fact;
  return isPointing(comparison) || comparison === 'list' || (comparison === 'text' && !closedOptions(fact));
}

/** Null: not known. */
function alike({ columns }: Slot, clause: Clause, how: 'all' | 'some'): Bits | null {
  if (how === 'some' && columns.length > 1) return null;
  let found: Bits | null = null;
  for (const [at, column] of columns.entries()) {
    const part = clause[at];
    const bits = part ? column.alike(part.within, how) : null;
    if (!bits) return null;
    if (found) andBits(found, bits);
    else found = bits;
  }
  return found;
}
