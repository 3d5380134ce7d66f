import type { Clause, Cover } from '../condition/cover.ts';
import type { Fact } from '../condition/scope.ts';
import { allBits, type Bits, noBits, orBits, setBit } from './bits.ts';

/**
 * Rules that ask for the same facts in one clause stand in one slot. A rule that has no clause here does not
 * care; one that has is out unless a pair of it holds.
 */
export interface Slot {
  /** Sorted by path. */
  readonly facts: readonly Fact[];
  /** How many rules care. */
  readonly cares: number;
  readonly dontCare: Bits;
  /** In the order of `facts`, by key: ranks, or bits where those are shorter. */
  readonly postings: readonly ReadonlyMap<string, Posting>[];
}

export type Posting = { readonly bits: Bits } | { readonly ranks: readonly number[] };

/** More would cost each match more than it could save: the facts fewest rules care about are left out. */
const slotLimit = 48;

/** The slots that most rules care about first, so that the funnel narrows early. */
export function laySlots(covers: readonly Cover[]): readonly Slot[] {
  const drafts = new Map<string, Draft>();
  for (const [rank, cover] of covers.entries()) {
    for (const clause of cover) add(drafts, rank, clause, covers.length);
  }
  return [...drafts.values()]
    .sort((a, b) => b.cares - a.cares || (a.name < b.name ? -1 : 1))
    .slice(0, slotLimit)
    .map((draft) => finish(draft, covers.length));
}

interface Draft {
  readonly name: string;
  readonly facts: readonly Fact[];
  readonly care: Bits;
  cares: number;
  last: number;
  readonly lists: readonly Map<string, number[]>[];
}

function add(drafts: Map<string, Draft>, rank: number, clause: Clause, size: number): void {
  const parts = clause.length > 1 ? clause.toSorted((a, b) => (a.fact.path < b.fact.path ? -1 : 1)) : clause;
  const name = parts.map((part) => part.fact.path).join('\n');
  let draft = drafts.get(name);
  if (!draft) {
    const facts = parts.map((part) => part.fact);
    const lists = parts.map(() => new Map<string, number[]>());
    draft = { name, facts, care: noBits(size), cares: 0, last: -1, lists };
    drafts.set(name, draft);
  }
  // A second clause over the same facts would have to narrow, but postings widen: the first one does.
  if (draft.last === rank) return;
  draft.last = rank;
  draft.cares += 1;
  setBit(draft.care, rank);
  for (const [at, { keys }] of parts.entries()) {
    const lists = draft.lists[at];
    for (const key of keys) {
      const list = lists?.get(key);
      if (list) list.push(rank);
      else lists?.set(key, [rank]);
    }
  }
}

function finish({ facts, care, cares, lists }: Draft, size: number): Slot {
  const dontCare = allBits(size);
  for (let word = 0; word < dontCare.length; word += 1) {
    dontCare[word] = (dontCare[word] ?? 0) & ~(care[word] ?? 0);
  }
  const postings = lists.map((byKey) => {
    const done = new Map<string, Posting>();
    for (const [key, ranks] of byKey) done.set(key, posting(ranks, size));
    return done;
  });
  return { facts, cares, dontCare, postings };
}

function posting(ranks: readonly number[], size: number): Posting {
  if (ranks.length * 32 < size) return { ranks };
  const bits = noBits(size);
  for (const rank of ranks) setBit(bits, rank);
  return { bits };
}

/** The ranks the slot lets through, written into `into`. `keys`: what keys the values of a fact have. */
export function letThrough(slot: Slot, keys: (fact: Fact) => readonly string[], into: Bits): void {
  into.set(slot.dontCare);
  for (const [at, fact] of slot.facts.entries()) {
    for (const key of keys(fact)) {
      const found = slot.postings[at]?.get(key);
      if (!found) continue;
      if ('bits' in found) orBits(into, found.bits);
      else for (const rank of found.ranks) setBit(into, rank);
    }
  }
}
