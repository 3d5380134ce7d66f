import type { Clause } from '../condition/clause.ts';
import type { Fact } from '../condition/scope.ts';
import { allBits, andBits, type Bits, orBits } from './bits.ts';
import { compiledOf } from './candidate.ts';
import { closedOptions } from './representatives.ts';
import { dontCare, type Slot, slotName } from './slots.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Which rules may hold wherever the rule of this rank does: those that, slot by slot, do not care or let through
 * all that it lets through. Others may too, in ways the index does not see; it is a shortlist.
 */
export function mayContain(snapshot: Snapshot, rank: number): Bits {
  return shortlist(snapshot, rank, 'all');
}

/** Which rules may hold together with it: all but those that want another value of a fact that has only one. */
export function mayMeet(snapshot: Snapshot, rank: number): Bits {
  return shortlist(snapshot, rank, 'some');
}

/**
 * Which rules may, several together, hold wherever it does: of texts and records there are always others than
 * those that are named, so whoever wants some of them where this rule asks nothing takes no part.
 */
export function mayTakePart(snapshot: Snapshot, rank: number): Bits {
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
      // Whoever cares what a fact says does not hold wherever one does that asks nothing of it.
      andBits(bits, dontCare(slot, ranked.length));
    }
  }
  return bits;
}

function isOpen(fact: Fact): boolean {
  const { comparison } = fact;
  return (
    comparison === 'reference' || comparison === 'list' || (comparison === 'text' && !closedOptions(fact))
  );
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
