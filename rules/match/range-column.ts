import type { Comparison } from '../../metadata/field.ts';
import { type Cut, compareCuts, doubleOf, isBefore, type Source, type Within } from '../condition/clause.ts';
import { orderOf, type Reading, type Value } from '../condition/value.ts';
import { andBits, type Bits, noBits, orBits, setBit } from './bits.ts';
import type { Carer, Column } from './column.ts';
import { moveBits } from './moves.ts';
import type { Work } from './work.ts';

/** Number of cuts at most: there is one more segment, and a segment's number fits a byte. */
const mostCuts = 255;
/** Cuts that the segments are chosen from. */
const mostSeen = 4_096;

/**
 * The line of values in segments, for each the rules whose ranges reach into it, and one set for the empty value.
 * Segments are cut where the rules' own ranges begin and end, so that they are about equally crowded.
 */
export function* rangeColumn(source: Source, care: Bits, carers: readonly Carer[]): Work<Column> {
  const cuts = cutsOf(source, carers);
  const rows = Array.from({ length: cuts.length + 1 }, (): Bits => new Uint32Array(care.length));
  const empty: Bits = new Uint32Array(care.length);
  let byEnds = true;
  let done = 0;
  for (const { rank, within } of carers) {
    if (within.type === 'range') {
      if (within.empty) setBit(empty, rank);
      const found = stretches(source, cuts, within);
      byEnds &&= isByEnds(source, found, cuts.length);
      for (const [first, last] of found) {
        toggle(rows, first, rank);
        toggle(rows, last + 1, rank);
      }
    }
    done += 1;
    if (done % 512 === 0) yield;
  }
  // A rule that was switched on in a segment stays on until it is switched off.
  for (let at = 1; at < rows.length; at += 1) {
    const [row, before] = [rows[at] ?? care, rows[at - 1] ?? care];
    for (let word = 0; word < row.length; word += 1) row[word] = (row[word] ?? 0) ^ (before[word] ?? 0);
    if (at % 32 === 0) yield;
  }
  return columnOf(source, { cuts, rows, empty, care, byEnds });
}

function toggle(rows: readonly Bits[], at: number, rank: number): void {
  const row = rows[at];
  if (row) row[rank >>> 5] = (row[rank >>> 5] ?? 0) ^ (1 << (rank & 31));
}

interface Laid {
  readonly cuts: readonly Cut[];
  /** One of each segment. */
  readonly rows: readonly Bits[];
  readonly empty: Bits;
  readonly care: Bits;
  /** Of several values the least and the greatest tell as much as all. */
  readonly byEnds: boolean;
}

function columnOf(source: Source, { cuts, rows, empty, care, byEnds }: Laid): Column {
  const { comparison, of } = source;
  const rowOf = (value: Value): Bits =>
    (typeof value === 'string' ? rows[segmentOf(cuts, value, comparison)] : empty) ?? care;
  const rowsOf = (values: Reading): ReadonlySet<Bits> =>
    new Set((byEnds ? endsOf(values, comparison) : values).map(rowOf));

  return {
    source,
    admit(look, into) {
      const values = look.values(source);
      if (of === 'one') orBits(into, rowOf(values[0] ?? null));
      else if (of === 'some') for (const row of rowsOf(values)) orBits(into, row);
      else {
        const left = care.slice();
        for (const row of rowsOf(values)) andBits(left, row);
        orBits(into, left);
      }
    },
    alike(within, how) {
      if (within.type !== 'range' || (how === 'some' && of !== 'one')) return null;
      const touched = stretches(source, cuts, within).flatMap(([first, last]) => rows.slice(first, last + 1));
      if (within.empty) touched.push(empty);
      const bits = how === 'some' ? noBits(care.length * 32) : care.slice();
      for (const row of touched) (how === 'some' ? orBits : andBits)(bits, row);
      return bits;
    },
    moved(moves, after, come) {
      const next = rows.map((row) => moveBits(row, moves));
      const none = moveBits(empty, moves);
      let stays = byEnds;
      for (const { rank, within } of come) {
        if (within.type !== 'range') continue;
        if (within.empty) setBit(none, rank);
        const found = stretches(source, cuts, within);
        stays &&= isByEnds(source, found, cuts.length);
        for (const [first, last] of found)
          for (let at = first; at <= last; at += 1) setBit(next[at] ?? none, rank);
      }
      return columnOf(source, { cuts, rows: next, empty: none, care: after, byEnds: stays });
    },
  };
}

/** Segments that ranges reach into, first and last of each stretch; none touches the next. */
function stretches({ comparison }: Source, cuts: readonly Cut[], within: Within): [number, number][] {
  const found: [number, number][] = [];
  for (const { from, to } of within.type === 'range' ? within.ranges : []) {
    const first = from ? cutsUpTo(cuts, (cut) => compareCuts(cut, from, comparison) <= 0) : 0;
    const last = to ? cutsUpTo(cuts, (cut) => compareCuts(cut, to, comparison) < 0) : cuts.length;
    const before = found.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else if (first <= last) found.push([first, last]);
  }
  return found;
}

/**
 * Whether the least and the greatest of several values decide: all lie in one stretch where both do, and one of them
 * lies in a stretch without end where the outermost on that side does.
 */
function isByEnds({ of }: Source, found: readonly [number, number][], end: number): boolean {
  return of === 'some' ? found.every(([first, last]) => first === 0 || last === end) : found.length < 2;
}

/** The least and the greatest of several values, and the empty one where it is among them. */
function endsOf(values: Reading, comparison: Comparison): Reading {
  let [least, most]: [string | null, string | null] = [null, null];
  let [from, to] = [0, 0];
  let hasEmpty = false;
  for (const value of values) {
    if (typeof value !== 'string') {
      hasEmpty = true;
      continue;
    }
    const at = comparison === 'number' ? Number(value) : 0;
    if (least === null || at < from || (at === from && isLess(value, least, comparison)))
      [least, from] = [value, at];
    if (most === null || at > to || (at === to && isLess(most, value, comparison))) [most, to] = [value, at];
  }
  const ends = [...new Set([least, most])].filter((one) => one !== null);
  return hasEmpty ? [...ends, null] : ends;
}

function isLess(a: string, b: string, comparison: Comparison): boolean {
  return a !== b && (orderOf(a, b, comparison) ?? 0) < 0;
}

function segmentOf(cuts: readonly Cut[], value: string, comparison: Comparison): number {
  const double = doubleOf(value, comparison);
  return cutsUpTo(cuts, (cut) => isBefore(cut, value, double, comparison));
}

/** Counts the cuts, from the first, that are so. */
function cutsUpTo(cuts: readonly Cut[], isSo: (cut: Cut) => boolean): number {
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const cut = cuts[middle];
    if (cut && isSo(cut)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function cutsOf({ comparison }: Source, carers: readonly Carer[]): readonly Cut[] {
  const step = Math.max(1, Math.ceil(carers.length / mostSeen));
  const seen: Cut[] = [];
  for (let at = 0; at < carers.length; at += step) {
    const within = carers[at]?.within;
    for (const { from, to } of within?.type === 'range' ? within.ranges : []) {
      if (from) seen.push(from);
      if (to) seen.push(to);
    }
  }
  seen.sort((a, b) => compareCuts(a, b, comparison));
  const different = seen.filter((cut, at) => {
    const before = seen[at - 1];
    return !before || compareCuts(before, cut, comparison) !== 0;
  });
  if (different.length <= mostCuts) return different;
  return Array.from(
    { length: mostCuts },
    (_, at) => different[Math.floor((at * different.length) / mostCuts)],
  ).filter((cut) => cut !== undefined);
}
