import type { Source } from '../condition/clause.ts';
import { type Test, test } from '../condition/closure.ts';
import type { Compiled } from '../condition/compiled.ts';
import { type Cover, cover } from '../condition/cover.ts';
import { evaluate } from '../condition/evaluate.ts';
import type { Facts } from '../condition/facts.ts';
import { keysIn, valuesIn } from '../condition/keys.ts';
import type { Reading } from '../condition/value.ts';
import type { Bits } from './bits.ts';
import type { Candidate } from './candidate.ts';
import type { Look } from './column.ts';
import { type Eligibility, eligibilityOf } from './eligibility.ts';
import { type Moves, movesOf } from './moves.ts';
import { compareCandidates, type OrderKey } from './order.ts';
import { laySlots, moveSlot, narrowBy, type Slot } from './slots.ts';
import type { Work } from './work.ts';

/**
 * Where a match can go wrong: everything between a condition and the rule that wins. Tests put known faults in
 * and demand to be told; nobody else has a reason to.
 */
export interface Steps {
  /** What must hold of a condition for it to hold. */
  cover(compiled: Compiled): Cover;
  /** The keys of what a source says; must be spelt as the cover's are. */
  keys(source: Source, facts: Facts): readonly (readonly string[])[];
  /** What a source says, for ranges. */
  values(source: Source, facts: Facts): Reading;
  /** Takes out of `bits` what the slot does not let through. `spare` is as long, for its own use. */
  narrow(bits: Bits, slot: Slot, look: Look, spare: Bits): void;
  lay(covers: readonly Cover[]): Work<readonly Slot[]>;
  /** The slot by new ranks, with those that come. */
  move(slot: Slot, moves: Moves, coming: readonly Cover[]): Slot;
  eligible(ranked: readonly Candidate[], emptyMatches: boolean): Work<Eligibility>;
  /** Which of two goes first. */
  compare(a: Candidate, b: Candidate, order: readonly OrderKey[]): number;
  /** `gone`: old ranks; `places`: for each that comes, how many old ones go before it. */
  moves(before: number, gone: readonly number[], places: readonly number[]): Moves;
  /** Finds those that may hold. */
  test(compiled: Compiled): Test;
  /** json-rules-engine on one that was found. `of`: for the first, or among all. */
  confirm(compiled: Compiled, facts: Facts, of: 'first' | 'all'): Promise<boolean>;
}

export const usualSteps: Steps = {
  cover,
  keys: keysIn,
  values: valuesIn,
  narrow: narrowBy,
  lay: laySlots,
  move: moveSlot,
  eligible: eligibilityOf,
  compare: compareCandidates,
  moves: movesOf,
  test,
  confirm: evaluate,
};
