import { type Clause, partName, type Source, type Within } from '../condition/clause.ts';
import { type Test, test } from '../condition/closure.ts';
import type { Compiled } from '../condition/compiled.ts';
import { type Cover, cover } from '../condition/cover.ts';
import { evaluate } from '../condition/evaluate.ts';
import type { Facts } from '../condition/facts.ts';
import { keysIn, valuesIn } from '../condition/keys.ts';
import type { Fact } from '../condition/scope.ts';
import type { Reading } from '../condition/value.ts';
import { allBits, type Bits, noBits, setBit } from './bits.ts';
import { type Candidate, compareCandidates, type OrderKey } from './candidate.ts';
import type { Carer, Column, Look } from './column.ts';
import { type Eligibility, eligibilityOf } from './eligibility.ts';
import { keyColumn } from './key-column.ts';
import { type Moves, moveBits, movesOf } from './moves.ts';
import { rangeColumn } from './range-column.ts';
import type { Work } from './work.ts';

/**
 * Rules that ask the same of the facts in one clause stand in one slot. A rule that has no clause here does not
 * care; one that has is out unless a part of it holds.
 */
export interface Slot {
  readonly name: string;
  readonly facts: readonly Fact[];
  /** Number of rules that care. */
  readonly cares: number;
  readonly care: Bits;
  /** The columns, one for each part of the clause, in the order of the parts. */
  readonly columns: readonly Column[];
}

/** More would cost each match more than it could save. */
const slotLimit = 48;
/** Ranges take more room than keys. */
const rangeLimit = 16;
/** Of so many rules one at least must care. */
const thinnest = 128;

export function slotName(clause: Clause): string {
  return clause.map(partName).join('\n');
}

/** The slots that most rules care about first, so that the funnel narrows early. */
export function* laySlots(covers: readonly Cover[]): Work<readonly Slot[]> {
  const counts = yield* count(covers);
  const names = [...counts]
    .filter(([, cares]) => cares * thinnest >= covers.length)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const begun = new Map<string, SlotParts>();
  let ranges = 0;
  for (const [name] of names) {
    const hasRange = name.includes('|range');
    if (begun.size >= slotLimit || (hasRange && ranges >= rangeLimit)) continue;
    if (hasRange) ranges += 1;
    begun.set(name, { clauses: [], ranks: [] });
  }
  for (const [rank, cover] of covers.entries()) {
    for (const clause of cover) {
      const parts = begun.get(slotName(clause));
      // A second clause over the same would have to narrow, but columns widen: the first one does.
      if (parts && parts.ranks.at(-1) !== rank) {
        parts.ranks.push(rank);
        parts.clauses.push(clause);
      }
    }
    if (rank % 1_024 === 0) yield;
  }
  const slots: Slot[] = [];
  for (const [name, parts] of begun) slots.push(yield* finish(name, parts, covers.length));
  // Slots about the same facts are told as one step.
  return [...Map.groupBy(slots, factsOf).values()].flat();
}

export function factsOf({ facts }: Pick<Slot, 'facts'>): string {
  return facts.map(({ path }) => path).join('\n');
}

interface SlotParts {
  readonly clauses: Clause[];
  readonly ranks: number[];
}

function* count(covers: readonly Cover[]): Work<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const [rank, cover] of covers.entries()) {
    for (const name of new Set(cover.map(slotName))) counts.set(name, (counts.get(name) ?? 0) + 1);
    if (rank % 1_024 === 0) yield;
  }
  return counts;
}

function* finish(name: string, { clauses, ranks }: SlotParts, size: number): Work<Slot> {
  const care = noBits(size);
  for (const rank of ranks) setBit(care, rank);
  const columns: Column[] = [];
  const [first = []] = clauses;
  for (const [at, { source, within }] of first.entries()) {
    const carers: Carer[] = [];
    for (const [which, rank] of ranks.entries()) {
      const own = clauses[which]?.[at]?.within;
      if (own) carers.push({ rank, within: own });
      if (which % 2_048 === 0) yield;
    }
    columns.push(
      within.type === 'range'
        ? yield* rangeColumn(source, care, carers)
        : yield* keyColumn(source, within.type, care, carers),
    );
  }
  const facts = new Set(first.flatMap(({ source }) => source.facts));
  return { name, facts: [...facts], cares: ranks.length, care, columns };
}

function carer(rank: number, within: Within | undefined): Carer[] {
  return within ? [{ rank, within }] : [];
}

/** Takes out of `bits` those the facts do not let through. `spare` is as long, for its own use. */
export function narrowBy(bits: Bits, { care, columns }: Slot, look: Look, spare: Bits): void {
  spare.fill(0);
  for (const column of columns) column.admit(look, spare);
  for (let word = 0; word < bits.length; word += 1)
    bits[word] = (bits[word] ?? 0) & ((spare[word] ?? 0) | ~(care[word] ?? 0));
}

/** The same by new ranks, and with the covers of those that come. */
export function moveSlot(slot: Slot, moves: Moves, coming: readonly Cover[]): Slot {
  const care = moveBits(slot.care, moves);
  const joining = moves.come.flatMap((rank, at) => {
    const clause = coming[at]?.find((each) => slotName(each) === slot.name);
    return clause ? [{ rank, clause }] : [];
  });
  for (const { rank } of joining) setBit(care, rank);
  const columns = slot.columns.map((column, part) =>
    column.moved(
      moves,
      care,
      joining.flatMap(({ rank, clause }) => carer(rank, clause[part]?.within)),
    ),
  );
  return { ...slot, cares: slot.cares + joining.length, care, columns };
}

/** Everyone who asks nothing here. */
export function dontCare({ care }: Slot, size: number): Bits {
  const bits = allBits(size);
  for (let word = 0; word < bits.length; word += 1) bits[word] = (bits[word] ?? 0) & ~(care[word] ?? 0);
  return bits;
}

/**
 * The steps at which a match can go wrong, between a condition and the rule that wins. Tests put known faults in and
 * demand to be told; nobody else has a reason to.
 */
export interface Steps {
  /** Returns the clauses that must hold for a condition to hold. */
  cover(compiled: Compiled): Cover;
  /** The keys of what a source says; must be spelt as the cover's are. */
  keys(source: Source, facts: Facts): readonly (readonly string[])[];
  /** Returns the values of a source, for ranges. */
  values(source: Source, facts: Facts): Reading;
  /** Takes out of `bits` what the slot does not let through. `spare` is as long, for its own use. */
  narrow(bits: Bits, slot: Slot, look: Look, spare: Bits): void;
  lay(covers: readonly Cover[]): Work<readonly Slot[]>;
  /** The slot by new ranks, with those that come. */
  move(slot: Slot, moves: Moves, coming: readonly Cover[]): Slot;
  eligible(ranked: readonly Candidate[], emptyMatches: boolean): Work<Eligibility>;
  /** Compares two candidates: which of them goes first. */
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
