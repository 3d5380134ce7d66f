import type { Cover } from '../condition/cover.ts';
import { allBits, andBits, type Bits, noBits, orBits, setBit } from './bits.ts';
import type { Posting, Slot } from './posting.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Which rules may hold wherever the rule of this rank does: those that, slot by slot, do not care or post all
 * that it posts. Others may too, in ways the index does not see; it is a shortlist.
 */
export function mayContain(snapshot: Snapshot, rank: number): Bits {
  return shortlist(snapshot, rank, (slot, own) => {
    const bits = slot.dontCare.slice();
    const lists = own?.flatMap(({ at, keys }) => keys.map((key) => slot.postings[at]?.get(key)));
    const [first, ...rest] = lists ?? [];
    if (!first) return bits;
    const all = bitsOf(first, snapshot.ranked.length);
    for (const list of rest) andBits(all, bitsOf(list, snapshot.ranked.length));
    orBits(bits, all);
    return bits;
  });
}

/** Which rules may hold together with it: all but those that want another value of a fact that has only one. */
export function mayMeet(snapshot: Snapshot, rank: number): Bits {
  return shortlist(snapshot, rank, (slot, own) => {
    const [fact, ...more] = slot.facts;
    // A reference may be posted by id here and by number there; lists and lines have many values.
    const one = fact && more.length === 0 && fact.entries.length === 0;
    if (!one || !own || fact.comparison === 'list' || fact.comparison === 'reference') return null;
    const bits = slot.dontCare.slice();
    for (const { at, keys } of own) {
      for (const key of keys) orBits(bits, bitsOf(slot.postings[at]?.get(key), snapshot.ranked.length));
    }
    return bits;
  });
}

type Own = readonly { readonly at: number; readonly keys: readonly string[] }[] | undefined;

function shortlist(
  { slots, covers, ranked }: Snapshot,
  rank: number,
  narrow: (slot: Slot, own: Own) => Bits | null,
): Bits {
  const bits = allBits(ranked.length);
  for (const slot of slots) {
    const through = narrow(slot, postedIn(slot, covers[rank] ?? []));
    if (through) andBits(bits, through);
  }
  return bits;
}

/** What the rule posted in the slot: its first clause over just these facts. */
function postedIn(slot: Slot, cover: Cover): Own {
  const clause = cover.find(
    (each) =>
      each.length === slot.facts.length &&
      each.every((part) => slot.facts.some((fact) => fact.path === part.fact.path)),
  );
  return clause?.map(({ fact, keys }) => ({
    at: slot.facts.findIndex((each) => each.path === fact.path),
    keys,
  }));
}

function bitsOf(posting: Posting | undefined, size: number): Bits {
  if (!posting) return noBits(size);
  if ('bits' in posting) return posting.bits.slice();
  const bits = noBits(size);
  for (const rank of posting.ranks) setBit(bits, rank);
  return bits;
}
