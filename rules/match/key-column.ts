import type { Source } from '../condition/clause.ts';
import { isPointing } from '../condition/value.ts';
import { type Bits, clearBit, orBits, setBit } from './bits.ts';
import type { Carer, Column, Look } from './column.ts';
import { type Moves, moveBits } from './moves.ts';
import type { Work } from './work.ts';

/** Distinct values of lines that are looked up; the others discard nobody. */
const mostLooked = 64;

/**
 * Rules by the keys they name: those that want one of them (`in`), or none (`out`). Few rules of a key are kept
 * as ranks, many as bits.
 */
export function* keyColumn(
  source: Source,
  type: 'in' | 'out',
  care: Bits,
  carers: readonly Carer[],
): Work<Column> {
  const lists = new Map<string, number[]>();
  for (const [at, carer] of carers.entries()) {
    post(lists, carer);
    if (at % 1_024 === 0) yield;
  }
  const postings = new Map<string, Posting>();
  for (const [key, ranks] of lists) {
    postings.set(key, postingOf(ranks, care.length));
    if (postings.size % 1_024 === 0) yield;
  }
  return columnOf(source, type, care, postings);
}

type Posting = Bits | readonly number[];

function post(lists: Map<string, number[]>, { rank, within }: Carer): void {
  for (const key of within.type === 'range' ? [] : within.keys) {
    const list = lists.get(key);
    if (list) list.push(rank);
    else lists.set(key, [rank]);
  }
}

/** As many ranks as there are words take as long to go through. */
function postingOf(ranks: readonly number[], words: number): Posting {
  if (ranks.length < words) return ranks;
  const bits: Bits = new Uint32Array(words);
  for (const rank of ranks) setBit(bits, rank);
  return bits;
}

function columnOf(
  source: Source,
  type: 'in' | 'out',
  care: Bits,
  postings: ReadonlyMap<string, Posting>,
): Column {
  const spare = (): Bits => new Uint32Array(care.length);

  function add(keys: readonly string[], into: Bits): void {
    for (const key of keys) {
      const posting = postings.get(key);
      if (posting instanceof Uint32Array) orBits(into, posting);
      else if (posting) for (const rank of posting) setBit(into, rank);
    }
  }

  function without(keys: readonly string[], from: Bits): void {
    for (const key of keys) {
      const posting = postings.get(key);
      if (posting instanceof Uint32Array) {
        for (let word = 0; word < from.length; word += 1)
          from[word] = (from[word] ?? 0) & ~(posting[word] ?? 0);
      } else if (posting) for (const rank of posting) clearBit(from, rank);
    }
  }

  function wanted(values: readonly (readonly string[])[], into: Bits): void {
    if (source.of !== 'all') {
      for (const keys of values) add(keys, into);
      return;
    }
    const left = care.slice();
    for (const keys of distinct(values).slice(0, mostLooked)) {
      const through = spare();
      add(keys, through);
      for (let word = 0; word < left.length; word += 1) left[word] = (left[word] ?? 0) & (through[word] ?? 0);
    }
    orBits(into, left);
  }

  function unwanted(values: readonly (readonly string[])[], into: Bits): void {
    if (source.of === 'some') {
      const [first, ...others] = distinct(values);
      if (!first) return;
      // Of two different values one may be what a rule does not name.
      const left = care.slice();
      if (others.length === 0) without(first, left);
      orBits(into, left);
      return;
    }
    const left = care.slice();
    for (const keys of values) without(keys, left);
    orBits(into, left);
  }

  return {
    source,
    admit(look: Look, into) {
      if (type === 'in') wanted(look.keys(source), into);
      else unwanted(look.keys(source), into);
    },
    alike(within, how) {
      if (type !== 'in' || within.type !== 'in') return null;
      // A reference may be posted by id here and by number there; lists and lines have many values.
      const single = source.of === 'one' && source.comparison !== 'list' && !isPointing(source.comparison);
      if (how === 'some' && !single) return null;
      const [first = '', ...rest] = within.keys;
      const bits = spare();
      add(how === 'some' ? within.keys : [first], bits);
      for (const key of how === 'some' ? [] : rest) {
        const other = spare();
        add([key], other);
        for (let word = 0; word < bits.length; word += 1) bits[word] = (bits[word] ?? 0) & (other[word] ?? 0);
      }
      return bits;
    },
    moved(moves, after, come) {
      const next = new Map<string, Posting>();
      for (const [key, posting] of postings) next.set(key, move(posting, moves));
      for (const { rank, within } of come) {
        for (const key of within.type === 'range' ? [] : within.keys) {
          const posting = next.get(key);
          if (posting instanceof Uint32Array) setBit(posting, rank);
          else next.set(key, [...(posting ?? []), rank]);
        }
      }
      return columnOf(source, type, after, next);
    },
  };
}

function move(posting: Posting, moves: Moves): Posting {
  if (posting instanceof Uint32Array) return moveBits(posting, moves);
  const ranks: number[] = [];
  for (const rank of posting) {
    const to = moves.to[rank] ?? -1;
    if (to >= 0) ranks.push(to);
  }
  return ranks;
}

function distinct(values: readonly (readonly string[])[]): readonly (readonly string[])[] {
  if (values.length < 2) return values;
  return [...new Map(values.map((keys) => [keys.join('\n'), keys])).values()];
}
