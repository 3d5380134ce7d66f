import type { Compiled, Leaf, Node } from '../condition/compiled.ts';
import { type Cover, cover, keysOf } from '../condition/cover.ts';
import { allBits, andBits, clearBit, nextBit, noBits, orBits } from './bits.ts';
import type { Candidate } from './candidate.ts';
import { eligibility } from './eligibility.ts';
import { compareCandidates } from './order.ts';
import { laySlots, letThrough, type Posting } from './posting.ts';
import { type Steps, usualSteps } from './steps.ts';

type Flaw =
  | 'ignores not'
  | 'any as all'
  | 'skips branches'
  | 'first of any'
  | 'every as any'
  | 'denies as says';

/** The cover once more, with something wrong. Leaves alone go through the real one. */
function flawedCover(flaw: Flaw): Steps['cover'] {
  const leaf = (compiled: Compiled, node: Leaf, holds: boolean): Cover => {
    const { over: _, ...single } = node;
    const odd: Leaf =
      flaw === 'every as any' && node.over === 'every'
        ? { ...single, over: 'any' }
        : flaw === 'denies as says' && node.operator.startsWith('not')
          ? {
              ...node,
              operator:
                node.operator === 'notEqual' ? 'equal' : node.operator === 'notIn' ? 'in' : 'contains',
            }
          : node;
    return cover({ ...compiled, node: holds ? odd : { type: 'not', node: odd } });
  };
  const walk = (compiled: Compiled, node: Node, holds: boolean): Cover => {
    if (node.type === 'leaf') return leaf(compiled, node, holds);
    if (node.type === 'not') return walk(compiled, node.node, flaw === 'ignores not' ? holds : !holds);
    const parts = node.nodes.map((inner) => walk(compiled, inner, holds));
    if ((node.type === 'all') === holds || flaw === 'any as all') return parts.flat();
    if (flaw === 'first of any') return parts[0] ?? [];
    const known = flaw === 'skips branches' ? parts.filter((part) => part.length > 0) : parts;
    if (known.some((part) => part.length === 0) || known.length === 0) return [];
    return [known.flatMap((part) => part[0] ?? [])];
  };
  return (compiled) => walk(compiled, compiled.node, true);
}

const asIs = ({ ...candidate }: Candidate): Candidate => candidate;

function withoutLast(posting: Posting): Posting {
  if ('ranks' in posting) return { ranks: posting.ranks.slice(0, -1) };
  const bits = posting.bits.slice();
  let last = -1;
  for (let rank = nextBit(bits, 0); rank >= 0; rank = nextBit(bits, rank + 1)) last = rank;
  clearBit(bits, last);
  return { bits };
}

/** Every one must be told by the laws. */
export const faults: Readonly<Record<string, Partial<Steps>>> = {
  'the cover ignores not': { cover: flawedCover('ignores not') },
  'the cover takes any for all': { cover: flawedCover('any as all') },
  'the cover skips branches that have no clause': { cover: flawedCover('skips branches') },
  'the cover looks at the first branch of any': { cover: flawedCover('first of any') },
  'the cover posts every line as any line': { cover: flawedCover('every as any') },
  'the cover posts what is denied': { cover: flawedCover('denies as says') },
  'only the first value of a list is posted': {
    cover: (compiled) =>
      cover(compiled).map((clause) => clause.map((part) => ({ ...part, keys: part.keys.slice(0, 1) }))),
  },
  'only the first fact of a clause is posted': {
    cover: (compiled) => cover(compiled).map((clause) => clause.slice(0, 1)),
  },
  'only the first of several values is looked up': {
    keys: (fact, facts) => keysOf(fact, facts).slice(0, 1),
  },
  'values are looked up as they were sent': {
    keys: (fact, facts) =>
      fact.comparison === 'number' && fact.entries.length === 0
        ? [String(facts.record[fact.path] ?? '').replace(/^(\d+)$/, '$1.0')]
        : keysOf(fact, facts),
  },
  'keys are folded to lower case': {
    keys: (fact, facts) => keysOf(fact, facts).map((key) => key.toLowerCase()),
  },
  'the mask is one short': {
    narrow(bits, slot, keys, spare) {
      usualSteps.narrow(bits, slot, keys, spare);
      bits[bits.length - 1] = (bits[bits.length - 1] ?? 0) & 0x7fff_ffff;
      if (bits.length > 1) bits[0] = (bits[0] ?? 0) & 0x7fff_ffff;
    },
  },
  'rules that do not care are dropped': {
    narrow(bits, slot, keys, spare) {
      letThrough({ ...slot, dontCare: noBits(bits.length * 32) }, keys, spare);
      andBits(bits, spare);
    },
  },
  'a slot widens': {
    narrow(bits, slot, keys, spare) {
      letThrough(slot, keys, spare);
      orBits(bits, spare);
    },
  },
  'the last rule of a list is not posted': {
    lay: (covers) =>
      laySlots(covers).map((slot) => ({
        ...slot,
        postings: slot.postings.map((lists) => {
          const cut = new Map<string, Posting>();
          for (const [key, list] of lists) cut.set(key, withoutLast(list));
          return cut;
        }),
      })),
  },
  'a missing posting lets nobody decide': {
    narrow(bits, slot, keys, spare) {
      const known = slot.facts.some((fact, at) => keys(fact).some((key) => slot.postings[at]?.has(key)));
      if (!known) bits.fill(0);
      else usualSteps.narrow(bits, slot, keys, spare);
      spare.fill(0);
    },
  },
  'disabled rules match': {
    eligible: (ranked, empty) =>
      eligibility(
        ranked.map((one) => ({ ...asIs(one), enabled: true })),
        empty,
      ),
  },
  'the last day does not count': {
    eligible: (ranked, empty) =>
      eligibility(
        ranked.map((one) => ({
          ...asIs(one),
          ...(one.validTo ? { validTo: one.validTo.replace('-28', '-27') } : {}),
        })),
        empty,
      ),
  },
  'dates are not looked at': {
    eligible: (ranked, empty) =>
      eligibility(
        ranked.map((one) => ({ ...asIs(one), validFrom: null, validTo: null })),
        empty,
      ),
  },
  'who was asked first decides for all organisations': {
    eligible(ranked, empty) {
      const real = eligibility(ranked, empty);
      let first: string | undefined;
      return {
        bits(org, tree, date) {
          first ??= org;
          return real.bits(first, tree, date);
        },
      };
    },
  },
  'sharing is not looked at': { eligible: (ranked) => ({ bits: () => allBits(ranked.length) }) },
  'a copy does not replace': {
    eligible: (ranked, empty) =>
      eligibility(
        ranked.map((one) => ({ ...asIs(one), replacedFor: [] })),
        empty,
      ),
  },
  'the id does not break ties': {
    compare: (a, b, order) =>
      compareCandidates({ ...a, id: '', record: '', seq: 0 }, { ...b, id: '', record: '', seq: 0 }, order),
  },
  'nothing runs backwards': {
    compare: (a, b, order) =>
      compareCandidates(
        a,
        b,
        order.map((key) => ({ ...key, descending: false })),
      ),
  },
  'priorities compare as text': {
    compare: (a, b, order) =>
      compareCandidates(
        a,
        b,
        order.map((key) => ({ ...key, comparison: 'text' })),
      ),
  },
  'no priority goes first': {
    compare: (a, b, order) =>
      compareCandidates(
        { ...a, values: { priority: a.values['priority'] ?? 0 } },
        { ...b, values: { priority: b.values['priority'] ?? 0 } },
        order,
      ),
  },
  'changed rules go to the end': { merge: (stay, come) => [...stay, ...come] },
  'changed rules are forgotten': { merge: (stay) => [...stay] },
  'the last unchanged rule is forgotten': {
    merge: (stay, come, compare) => usualSteps.merge(stay.slice(0, -1), come, compare),
  },
};
