import { BoundedMap } from '../../metadata/common/bounded-map.ts';
import { everybodys, type SharingStrategy } from '../../metadata/common/sharing-strategies.ts';
import { strategy } from '../sharing/index.ts';
import type { OrgTree } from '../sharing/org-tree.ts';
import { isByTree } from '../sharing/reach.ts';
import { visibility } from '../sharing/visibility.ts';
import { andBits, type Bits, clearBit, hasBit, noBits, setBit } from './bits.ts';
import type { Candidate } from './candidate.ts';
import { type Moves, moveBits } from './moves.ts';
import { atOnce, type Work } from './work.ts';

/** The candidates that may be asked at all, for one organisation on one local date. */
export interface Eligibility {
  bits(org: string, tree: OrgTree, localDate: string): Bits;
  /** The same of other ranks. `ranked`: everyone, by new ranks. */
  moved(moves: Moves, ranked: readonly Candidate[]): Eligibility;
}

/** Kept sets of one snapshot and tree; the oldest goes when there are more. */
const mostSets = 2_000;

/** `ranked`: bit i is about the i-th. Sets are made on first need and kept as long as the tree is the same. */
export function eligibility(ranked: readonly Candidate[], emptyMatches: boolean): Eligibility {
  return atOnce(eligibilityOf(ranked, emptyMatches));
}

export function* eligibilityOf(ranked: readonly Candidate[], emptyMatches: boolean): Work<Eligibility> {
  const lists = newLists(ranked.length);
  for (const [rank, candidate] of ranked.entries()) {
    enter(lists, rank, candidate, emptyMatches);
    if (rank % 4_096 === 0) yield;
  }
  return over(lists, ranked, emptyMatches);
}

function over(lists: Lists, ranked: readonly Candidate[], emptyMatches: boolean): Eligibility {
  const kept = new WeakMap<OrgTree, Map<string, Bits>>();
  return {
    bits(org, tree, localDate) {
      let sets = kept.get(tree);
      if (!sets) {
        sets = new BoundedMap(mostSets);
        kept.set(tree, sets);
      }
      const key = lists.dated.length === 0 ? org : `${org} ${localDate}`;
      const known = sets.get(key);
      if (known) return known;
      const made = eligible(lists, ranked, org, tree, localDate);
      sets.set(key, made);
      return made;
    },
    moved(moves, next) {
      const moved = moveLists(lists, moves);
      for (const rank of moves.come) {
        const candidate = next[rank];
        if (candidate) enter(moved, rank, candidate, emptyMatches);
      }
      return over(moved, next, emptyMatches);
    },
  };
}

interface Lists {
  readonly everyone: Bits;
  readonly usable: Bits;
  readonly byCreator: Map<string, number[]>;
  /** By how it is shared and who created it. */
  readonly byKin: Map<string, number[]>;
  readonly byHolder: Map<string, number[]>;
  readonly copies: Map<string, number[]>;
  readonly replaced: Map<string, number[]>;
  readonly dated: number[];
  /** Candidates that are for some organisations only. */
  readonly chosen: number[];
}

function newLists(size: number): Lists {
  return {
    everyone: noBits(size),
    usable: noBits(size),
    byCreator: new Map(),
    byKin: new Map(),
    byHolder: new Map(),
    copies: new Map(),
    replaced: new Map(),
    dated: [],
    chosen: [],
  };
}

function moveLists(lists: Lists, moves: Moves): Lists {
  const ranks = (list: readonly number[]) =>
    list.map((rank) => moves.to[rank] ?? -1).filter((rank) => rank >= 0);
  const each = (by: ReadonlyMap<string, readonly number[]>) =>
    new Map(Array.from(by, ([key, list]) => [key, ranks(list)]));
  return {
    everyone: moveBits(lists.everyone, moves),
    usable: moveBits(lists.usable, moves),
    byCreator: each(lists.byCreator),
    byKin: each(lists.byKin),
    byHolder: each(lists.byHolder),
    copies: each(lists.copies),
    replaced: each(lists.replaced),
    dated: ranks(lists.dated),
    chosen: ranks(lists.chosen),
  };
}

function enter(lists: Lists, rank: number, candidate: Candidate, emptyMatches: boolean): void {
  if (candidate.enabled && canMatch(candidate, emptyMatches)) setBit(lists.usable, rank);
  if (candidate.validFrom || candidate.validTo) lists.dated.push(rank);
  if (candidate.users) lists.chosen.push(rank);
  if (candidate.only !== undefined) {
    push(lists.copies, candidate.only, rank);
    return;
  }
  for (const org of candidate.replacedFor ?? []) push(lists.replaced, org, rank);
  const { name, reach } = strategy(candidate.sharing ?? everybodys);
  if (reach === 'everyone') setBit(lists.everyone, rank);
  else push(lists.byCreator, candidate.org, rank);
  if (reach === 'assigned') for (const org of candidate.assigned ?? []) push(lists.byHolder, org, rank);
  if (isByTree(reach)) push(lists.byKin, kinKey(name, candidate.org), rank);
}

function kinKey(sharing: SharingStrategy, creator: string): string {
  return `${sharing} ${creator}`;
}

function canMatch({ condition }: Candidate, emptyMatches: boolean): boolean {
  return condition === null ? emptyMatches : 'node' in condition;
}

function eligible(
  lists: Lists,
  ranked: readonly Candidate[],
  org: string,
  tree: OrgTree,
  localDate: string,
): Bits {
  const bits = lists.everyone.slice();
  const admit = (ranks: readonly number[] | undefined): void => {
    for (const rank of ranks ?? []) setBit(bits, rank);
  };
  admit(lists.byCreator.get(org));
  admit(lists.byHolder.get(org));
  for (const { sharing, creators } of visibility(org, tree).kin)
    for (const name of sharing) for (const creator of creators) admit(lists.byKin.get(kinKey(name, creator)));
  for (const rank of lists.replaced.get(org) ?? []) clearBit(bits, rank);
  admit(lists.copies.get(org));
  andBits(bits, lists.usable);
  for (const rank of lists.chosen)
    if (hasBit(bits, rank) && !ranked[rank]?.users?.includes(org)) clearBit(bits, rank);
  for (const rank of lists.dated) {
    if (hasBit(bits, rank) && !validOn(ranked[rank], localDate)) clearBit(bits, rank);
  }
  return bits;
}

function validOn(candidate: Candidate | undefined, localDate: string): boolean {
  if (candidate?.validFrom && localDate < candidate.validFrom) return false;
  return !(candidate?.validTo && localDate > candidate.validTo);
}

function push(lists: Map<string, number[]>, key: string, rank: number): void {
  const known = lists.get(key);
  if (known) known.push(rank);
  else lists.set(key, [rank]);
}
