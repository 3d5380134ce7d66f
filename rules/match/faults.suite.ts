import { parseDecimal } from '../../metadata/common/decimal.ts';
import type { ClausePart, Within } from '../condition/clause.ts';
import { test } from '../condition/closure.ts';
import type { Compiled, Leaf, Node } from '../condition/compiled.ts';
import { type Cover, cover } from '../condition/cover.ts';
import { evaluate } from '../condition/evaluate.ts';
import { keysIn, valuesIn } from '../condition/keys.ts';
import { allBits, clearBit, nextBit, noBits, orBits } from './bits.ts';
import { type Candidate, compareCandidates } from './candidate.ts';
import type { Column } from './column.ts';
import { eligibility, eligibilityOf } from './eligibility.ts';
import { movesOf } from './moves.ts';
import { laySlots, moveSlot, narrowBy, type Steps } from './slots.ts';

type Flaw =
  | 'ignores not'
  | 'any as all'
  | 'skips branches'
  | 'first of any'
  | 'every as any'
  | 'denies as says'
  | 'cuts lists';

/** The cover once more, with something wrong. Leaves alone go through the real one. */
function flawedCover(flaw: Flaw): Steps['cover'] {
  const leaf = (compiled: Compiled, node: Leaf, holds: boolean): Cover => {
    const { over: _, ...single } = node;
    const odd: Leaf =
      flaw === 'cuts lists' && 'values' in node.operand && node.operand.values.length > 64
        ? { ...node, operand: { values: node.operand.values.slice(0, 64) } }
        : flaw === 'every as any' && node.over === 'every'
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
    if (node.type === 'some') return cover({ ...compiled, node: holds ? node : { type: 'not', node } });
    const parts = node.nodes.map((inner) => walk(compiled, inner, holds));
    if ((node.type === 'all') === holds || flaw === 'any as all') return parts.flat();
    if (flaw === 'first of any') return parts[0] ?? [];
    const known = flaw === 'skips branches' ? parts.filter((part) => part.length > 0) : parts;
    if (known.some((part) => part.length === 0) || known.length === 0) return [];
    return [known.flatMap((part) => part[0] ?? [])];
  };
  return (compiled) => walk(compiled, compiled.node, true);
}

/** The cover with every part changed. */
const withParts =
  (change: (part: ClausePart) => ClausePart): Steps['cover'] =>
  (compiled) =>
    cover(compiled).map((clause) => clause.map(change));

const withKeys = (change: (keys: readonly string[]) => readonly string[]): Steps['cover'] =>
  withParts((part) =>
    part.within.type === 'range'
      ? part
      : { ...part, within: { ...part.within, keys: change(part.within.keys) } },
  );

const withRanges = (
  change: (within: Extract<Within, { type: 'range' }>) => Extract<Within, { type: 'range' }>,
): Steps['cover'] =>
  withParts((part) => (part.within.type === 'range' ? { ...part, within: change(part.within) } : part));

const seen = (change: (candidate: Candidate) => Candidate): Steps['eligible'] =>
  function* (ranked, empty) {
    yield;
    return eligibility(
      ranked.map((one) => change({ ...one })),
      empty,
    );
  };

const rounded = (text: string): string => parseDecimal(Number(text)) ?? text;

/** Decimals of a condition as doubles say them. */
function roundedNode(node: Node): Node {
  if (node.type === 'not' || node.type === 'some') return { ...node, node: roundedNode(node.node) };
  if (node.type !== 'leaf') return { ...node, nodes: node.nodes.map(roundedNode) };
  const { operand, comparison } = node;
  if (!('values' in operand) || comparison !== 'number') return node;
  return { ...node, operand: { values: operand.values.map((value) => rounded(String(value))) } };
}

/** The column without the last rule it lets through. */
function withoutLast(column: Column): Column {
  return {
    ...column,
    admit(look, into) {
      const own = noBits(into.length * 32);
      column.admit(look, own);
      let last = -1;
      for (let rank = nextBit(own, 0); rank >= 0; rank = nextBit(own, rank + 1)) last = rank;
      if (last >= 0) clearBit(own, last);
      orBits(into, own);
    },
  };
}

/** Every one must be told by the laws. */
export const faults: Readonly<Record<string, Partial<Steps>>> = {
  'the cover ignores not': { cover: flawedCover('ignores not') },
  'the cover takes any for all': { cover: flawedCover('any as all') },
  'the cover skips branches that have no clause': { cover: flawedCover('skips branches') },
  'the cover looks at the first branch of any': { cover: flawedCover('first of any') },
  'the cover posts every line as any line': { cover: flawedCover('every as any') },
  'the cover posts what is denied': { cover: flawedCover('denies as says') },
  'only the first value of a list is posted': { cover: withKeys((keys) => keys.slice(0, 1)) },
  'of lists over 64 values the first 64 are posted': { cover: flawedCover('cuts lists') },
  'ranges end before their last value': {
    cover: withRanges(({ ranges, ...more }) => ({
      ...more,
      ranges: ranges.map(({ from, to }) => ({ from, to: to && { ...to, after: false } })),
    })),
  },
  'ranges begin behind their first value': {
    cover: withRanges(({ ranges, ...more }) => ({
      ...more,
      ranges: ranges.map(({ from, to }) => ({ from: from && { ...from, after: true }, to })),
    })),
  },
  'of two ranges one is forgotten': {
    cover: withRanges(({ ranges, ...more }) => ({ ...more, ranges: ranges.slice(0, 1) })),
  },
  'what is empty has no place under not': {
    cover: withRanges((within) => ({ ...within, empty: false })),
  },
  'decimals are looked up in ranges as doubles': {
    values: (source, facts) =>
      source.comparison === 'number'
        ? valuesIn(source, facts).map((value) => (typeof value === 'string' ? rounded(value) : value))
        : valuesIn(source, facts),
  },
  'decimals are looked up by key as doubles': {
    keys: (source, facts) =>
      source.comparison === 'number' && !source.leaf
        ? keysIn(source, facts).map((keys) => keys.map(rounded))
        : keysIn(source, facts),
  },
  'decimals are judged as doubles': {
    test: (compiled) => test({ ...compiled, node: roundedNode(compiled.node) }),
  },
  'a line that says nothing is passed over': {
    values: (source, facts) => valuesIn(source, facts).filter((value) => value !== null),
  },
  'every line is asked as some line, even where there is none': {
    cover: withParts((part) => ({
      ...part,
      source: part.source.of === 'all' ? { ...part.source, of: 'some' } : part.source,
    })),
  },
  'some line is asked as every line': {
    cover: withParts((part) => ({
      ...part,
      source: part.source.of === 'some' ? { ...part.source, of: 'all' } : part.source,
    })),
  },
  'what two facts say of each other is turned round': {
    cover: withParts((part) =>
      part.source.leaf && part.within.type === 'in'
        ? { ...part, within: { type: 'in', keys: [String(part.within.keys[0] !== 'true')] } }
        : part,
    ),
  },
  'a first hit is not confirmed': {
    confirm: async (compiled, facts, of) => of === 'first' || evaluate(compiled, facts),
  },
  'those that hold are not confirmed': {
    confirm: async (compiled, facts, of) => of === 'all' || evaluate(compiled, facts),
  },
  'only the first fact of a clause is posted': {
    cover: (compiled) => cover(compiled).map((clause) => clause.slice(0, 1)),
  },
  'only the first of several values is looked up': {
    keys: (source, facts) =>
      keysIn(source, facts)
        .slice(0, 1)
        .map((keys) => keys.slice(0, 1)),
  },
  'values are looked up as they were sent': {
    keys: (source, facts) =>
      keysIn(source, facts).map((keys) =>
        source.comparison === 'number' ? keys.map((key) => key.replace(/^(\d+)$/, '$1.0')) : keys,
      ),
  },
  'keys are folded to lower case': {
    keys: (source, facts) => keysIn(source, facts).map((keys) => keys.map((key) => key.toLowerCase())),
  },
  'the mask is one short': {
    narrow(bits, slot, look, spare) {
      narrowBy(bits, slot, look, spare);
      bits[bits.length - 1] = (bits[bits.length - 1] ?? 0) & 0x7fff_ffff;
      if (bits.length > 1) bits[0] = (bits[0] ?? 0) & 0x7fff_ffff;
    },
  },
  'rules that do not care are dropped': {
    narrow(bits, slot, look, spare) {
      narrowBy(bits, { ...slot, care: allBits(bits.length * 32) }, look, spare);
    },
  },
  'a slot widens': {
    narrow(bits, slot, look, spare) {
      const all = allBits(bits.length * 32);
      narrowBy(all, slot, look, spare);
      orBits(bits, all);
    },
  },
  'the last rule of a list is not posted': {
    *lay(covers) {
      const slots = yield* laySlots(covers);
      return slots.map((slot) => ({ ...slot, columns: slot.columns.map(withoutLast) }));
    },
  },
  'a missing posting lets nobody decide': {
    narrow(bits, slot, look, spare) {
      narrowBy(bits, slot, look, spare);
      if (nextBit(spare, 0) < 0) bits.fill(0);
    },
  },
  'disabled rules match': { eligible: seen((one) => ({ ...one, enabled: true })) },
  'the last day does not count': {
    eligible: seen((one) => ({
      ...one,
      ...(one.validTo ? { validTo: one.validTo.replace('-28', '-27') } : {}),
    })),
  },
  'dates are not looked at': { eligible: seen((one) => ({ ...one, validFrom: null, validTo: null })) },
  'who was asked first decides for all organisations': {
    *eligible(ranked, empty) {
      const real = yield* eligibilityOf(ranked, empty);
      let first: string | undefined;
      return {
        ...real,
        bits(org, tree, date) {
          first ??= org;
          return real.bits(first, tree, date);
        },
      };
    },
  },
  'sharing is not looked at': {
    *eligible(ranked, empty) {
      return { ...(yield* eligibilityOf(ranked, empty)), bits: () => allBits(ranked.length) };
    },
  },
  'a copy does not replace': { eligible: seen((one) => ({ ...one, replacedFor: [] })) },
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
  'changed rules go to the end': {
    moves: (before, gone, places) =>
      movesOf(
        before,
        gone,
        places.map(() => before),
      ),
  },
  'changed rules are forgotten': { moves: (before, gone) => movesOf(before, gone, []) },
  'the last unchanged rule is forgotten': {
    moves(before, gone, places) {
      const last = Array.from({ length: before }, (_, rank) => before - 1 - rank).find(
        (rank) => !gone.includes(rank),
      );
      return movesOf(before, last === undefined ? gone : [...gone, last].sort((a, b) => a - b), places);
    },
  },
  'the index keeps the old ranks': {
    move: (slot) => slot,
  },
  'those that come are entered in the place of the first': {
    move: (slot, moves, coming) =>
      moveSlot(
        slot,
        moves,
        coming.map(() => coming[0] ?? []),
      ),
  },
};
