import type { Compiled } from '../condition/compiled.ts';
import { type Cover, cover, keysOf } from '../condition/cover.ts';
import type { Facts } from '../condition/facts.ts';
import type { Fact } from '../condition/scope.ts';
import { andBits, type Bits } from './bits.ts';
import type { Candidate } from './candidate.ts';
import { type Eligibility, eligibility } from './eligibility.ts';
import { compareCandidates, type OrderKey } from './order.ts';
import { laySlots, letThrough, type Slot } from './posting.ts';

/**
 * Where the index can go wrong: everything between a condition and the candidates it leaves. Tests put known
 * faults in and demand to be told; nobody else has a reason to.
 */
export interface Steps {
  /** What must hold of a condition for it to hold. */
  cover(compiled: Compiled): Cover;
  /** The keys of what a fact says; must be spelt as the cover's are. */
  keys(fact: Fact, facts: Facts): readonly string[];
  /** Takes out of `bits` what the slot does not let through. `spare` is as long, for its own use. */
  narrow(bits: Bits, slot: Slot, keys: (fact: Fact) => readonly string[], spare: Bits): void;
  lay(covers: readonly Cover[]): readonly Slot[];
  eligible(ranked: readonly Candidate[], emptyMatches: boolean): Eligibility;
  /** Which of two goes first. */
  compare(a: Candidate, b: Candidate, order: readonly OrderKey[]): number;
  /** Two sorted lists as one. */
  merge<T>(stay: readonly T[], come: readonly T[], compare: (a: T, b: T) => number): T[];
}

export const usualSteps: Steps = {
  cover,
  keys: keysOf,
  lay: laySlots,
  eligible: eligibility,
  compare: compareCandidates,
  narrow(bits, slot, keys, spare) {
    letThrough(slot, keys, spare);
    andBits(bits, spare);
  },
  merge(stay, come, compare) {
    if (come.length === 0) return [...stay];
    const merged: (typeof stay)[number][] = [];
    let at = 0;
    for (const next of come) {
      for (let held = stay[at]; held !== undefined && compare(held, next) < 0; held = stay[at]) {
        merged.push(held);
        at += 1;
      }
      merged.push(next);
    }
    for (; at < stay.length; at += 1) {
      const held = stay[at];
      if (held !== undefined) merged.push(held);
    }
    return merged;
  },
};
