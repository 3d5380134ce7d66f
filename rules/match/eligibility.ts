import { strategy } from '../sharing/index.ts';
import type { OrgTree } from '../sharing/org-tree.ts';
import { visibility } from '../sharing/visibility.ts';
import { andBits, type Bits, clearBit, hasBit, noBits, setBit } from './bits.ts';
import type { Candidate } from './candidate.ts';

/** Who may be asked at all: for one organisation on one local date. */
export interface Eligibility {
  bits(org: string, tree: OrgTree, localDate: string): Bits;
}

/** Kept sets of one snapshot and tree; the oldest goes when there are more. */
const keptSets = 2_000;

/** `ranked`: bit i is about the i-th. Sets are made on first need and kept as long as the tree is the same. */
export function eligibility(ranked: readonly Candidate[], emptyMatches: boolean): Eligibility {
  const lists = sort(ranked, emptyMatches);
  const kept = new WeakMap<OrgTree, Map<string, Bits>>();
  return {
    bits(org, tree, localDate) {
      let sets = kept.get(tree);
      if (!sets) {
        sets = new Map();
        kept.set(tree, sets);
      }
      const key = lists.dated.length === 0 ? org : `${org} ${localDate}`;
      const known = sets.get(key);
      if (known) return known;
      const made = eligible(lists, ranked, org, tree, localDate);
      if (sets.size >= keptSets) sets.delete(sets.keys().next().value ?? '');
      sets.set(key, made);
      return made;
    },
  };
}

interface Lists {
  readonly size: number;
  readonly everyone: Bits;
  readonly usable: Bits;
  readonly byCreator: ReadonlyMap<string, readonly number[]>;
  readonly byScope: ReadonlyMap<string, readonly number[]>;
  readonly byHolder: ReadonlyMap<string, readonly number[]>;
  readonly copies: ReadonlyMap<string, readonly number[]>;
  readonly replaced: ReadonlyMap<string, readonly number[]>;
  readonly dated: readonly number[];
}

function sort(ranked: readonly Candidate[], emptyMatches: boolean): Lists {
  const everyone = noBits(ranked.length);
  const usable = noBits(ranked.length);
  const byCreator = new Map<string, number[]>();
  const byScope = new Map<string, number[]>();
  const byHolder = new Map<string, number[]>();
  const copies = new Map<string, number[]>();
  const replaced = new Map<string, number[]>();
  const dated: number[] = [];
  for (const [rank, candidate] of ranked.entries()) {
    if (candidate.enabled && canMatch(candidate, emptyMatches)) setBit(usable, rank);
    if (candidate.validFrom || candidate.validTo) dated.push(rank);
    if (candidate.only !== undefined) {
      push(copies, candidate.only, rank);
      continue;
    }
    for (const org of candidate.replacedFor ?? []) push(replaced, org, rank);
    const reach = candidate.sharing === null ? 'everyone' : strategy(candidate.sharing).reach;
    if (reach === 'everyone') setBit(everyone, rank);
    else push(reach === 'below' ? byScope : byCreator, candidate.org, rank);
    if (reach === 'assigned') for (const org of candidate.assigned ?? []) push(byHolder, org, rank);
  }
  return { size: ranked.length, everyone, usable, byCreator, byScope, byHolder, copies, replaced, dated };
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
  for (const creator of visibility(org, tree).creators) admit(lists.byScope.get(creator));
  for (const rank of lists.replaced.get(org) ?? []) clearBit(bits, rank);
  admit(lists.copies.get(org));
  andBits(bits, lists.usable);
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
