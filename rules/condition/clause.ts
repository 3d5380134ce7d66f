import type { Comparison } from '../../metadata/field.ts';
import type { Leaf } from './compiled.ts';
import type { Fact } from './scope.ts';
import { isPointing, orderOf } from './value.ts';

/** A place between values: just before one, or just behind it. */
export interface Cut {
  readonly text: string;
  /** Stands as the texts do, or is equal for several: then the texts decide. */
  readonly double: number;
  readonly after: boolean;
}

/** From one cut to another; null: without end. */
export interface Range {
  readonly from: Cut | null;
  readonly to: Cut | null;
}

/** In order, and none touches the next. */
export type Ranges = readonly Range[];

const ordered: readonly Comparison[] = ['number', 'date', 'time', 'datetime'];

/** Tells whether values of this comparison stand on a line that can be cut. */
export function hasRanges(comparison: Comparison): boolean {
  return ordered.includes(comparison);
}

/** Dates and times by their digits; more than a double can hold are told apart by their texts. */
export function doubleOf(text: string, comparison: Comparison): number {
  return Number(comparison === 'number' ? text : text.replaceAll(/\D/g, ''));
}

export function cutAt(text: string, after: boolean, comparison: Comparison): Cut {
  return { text, double: doubleOf(text, comparison), after };
}

/** Negative: `a` comes first. */
export function compareCuts(a: Cut, b: Cut, comparison: Comparison): number {
  if (a.double !== b.double) return a.double - b.double;
  const order = a.text === b.text ? 0 : (orderOf(a.text, b.text, comparison) ?? 0);
  return order === 0 ? Number(a.after) - Number(b.after) : order;
}

/** Tells whether the cut comes before the value. */
export function isBefore({ text, double, after }: Cut, value: string, at: number, comparison: Comparison) {
  if (double !== at) return double < at;
  const order = text === value ? 0 : (orderOf(text, value, comparison) ?? 0);
  return order === 0 ? !after : order < 0;
}

export function complementOf(ranges: Ranges): Ranges {
  const gaps: Range[] = [];
  let from: Cut | null = null;
  for (const range of ranges) {
    if (range.from) gaps.push({ from, to: range.from });
    if (!range.to) return gaps;
    from = range.to;
  }
  return [...gaps, { from, to: null }];
}

export function unionOf(ranges: Ranges, comparison: Comparison): Ranges {
  const joined: Range[] = [];
  for (const range of ranges.toSorted((a, b) => byStart(a, b, comparison))) {
    const last = joined.at(-1);
    if (last && !last.to) break;
    if (last?.to && (!range.from || compareCuts(range.from, last.to, comparison) <= 0)) {
      const reaches = range.to && compareCuts(range.to, last.to, comparison) <= 0;
      joined[joined.length - 1] = { from: last.from, to: reaches ? last.to : range.to };
    } else joined.push(range);
  }
  return joined;
}

/** Intersects ranges: a value lies in both where it lies outside neither. */
function commonOf(a: Ranges, b: Ranges, comparison: Comparison): Ranges {
  return complementOf(unionOf([...complementOf(a), ...complementOf(b)], comparison));
}

function isEverything(ranges: Ranges): boolean {
  return ranges.some(({ from, to }) => from === null && to === null);
}

function byStart(a: Range, b: Range, comparison: Comparison): number {
  if (!a.from || !b.from) return Number(a.from !== null) - Number(b.from !== null);
  return compareCuts(a.from, b.from, comparison);
}

/** The source of values that are looked up among the facts of a decision. */
export interface Source {
  /** Name of the source: equal where the same is looked up. */
  readonly name: string;
  /** Told to people; the first is read, unless there is a leaf. */
  readonly facts: readonly [Fact, ...Fact[]];
  readonly comparison: Comparison;
  /** A number is made of the lines. */
  readonly over?: 'count' | 'sum';
  /** The way the values of lines are taken together; `one` where there are none. */
  readonly of: 'one' | 'some' | 'all';
  /** Looked up is whether this holds; the same for all rules that ask it. */
  readonly leaf?: Leaf;
}

/** The range or keys that a looked-up value has to be within. */
export type Within =
  /** One of its keys is among these. */
  | { readonly type: 'in'; readonly keys: readonly string[] }
  /** None of its keys is. */
  | { readonly type: 'out'; readonly keys: readonly string[] }
  | { readonly type: 'range'; readonly ranges: Ranges; readonly empty: boolean };

export interface ClausePart {
  readonly source: Source;
  readonly within: Within;
}

/** A clause of a cover: one of its parts must be so. */
export type Clause = readonly ClausePart[];

/** Equal parts are looked up in one place of an index. */
export function partName({ source, within }: ClausePart): string {
  return `${source.name}|${source.of}|${within.type}`;
}

/** More keys are not posted. */
const mostKeys = 256;

/** A guess at how much is left of the rules; less is better. */
export function weight(clause: Clause): number {
  return clause.reduce((total, { source, within }) => {
    if (source.leaf) return total + 100;
    return total + (within.type === 'in' ? within.keys.length : within.type === 'range' ? 80 : 400);
  }, 0);
}

/** Joins clauses of which one must be so into one clause; null: it would exclude nothing. */
export function joinClauses(clauses: readonly Clause[]): Clause | null {
  const joined = new Map<string, ClausePart>();
  for (const part of clauses.flat()) {
    const name = partName(part);
    const known = joined.get(name);
    const within = known ? either(known.within, part.within, part.source.comparison) : part.within;
    if (!within) return null;
    joined.set(name, { source: part.source, within });
  }
  const clause = [...joined.values()].sort((a, b) => (partName(a) < partName(b) ? -1 : 1));
  return clause.some(({ within }) => within.type !== 'range' && within.keys.length > mostKeys)
    ? null
    : clause;
}

function either(a: Within, b: Within, comparison: Comparison): Within | null {
  if (a.type === 'range' && b.type === 'range') {
    const ranges = unionOf([...a.ranges, ...b.ranges], comparison);
    const empty = a.empty || b.empty;
    return empty && isEverything(ranges) ? null : { type: 'range', ranges, empty };
  }
  if (a.type === 'in' && b.type === 'in') return { type: 'in', keys: [...new Set([...a.keys, ...b.keys])] };
  if (a.type !== 'out' || b.type !== 'out') return null;
  const both = a.keys.filter((key) => b.keys.includes(key));
  return both.length > 0 ? { type: 'out', keys: both } : null;
}

/** Joins clauses which all must be so: those about the same one value become one. */
export function meetClauses(clauses: readonly Clause[]): readonly Clause[] {
  const met = new Map<string, ClausePart>();
  const others: Clause[] = [];
  for (const clause of clauses) {
    const [part] = clause;
    if (!part || clause.length > 1) {
      others.push(clause);
      continue;
    }
    const name = partName(part);
    const known = met.get(name);
    const within = known && both(known, part);
    if (within === null) others.push(clause);
    else met.set(name, within ? { source: part.source, within } : part);
  }
  return [...Array.from(met.values(), (part) => [part]), ...others];
}

/** Null where one value may have what another has not. */
function both({ source, within: a }: ClausePart, { within: b }: ClausePart): Within | null {
  if (source.of === 'some') return null;
  if (a.type === 'range' && b.type === 'range') {
    const ranges = commonOf(a.ranges, b.ranges, source.comparison);
    return { type: 'range', ranges, empty: a.empty && b.empty };
  }
  if (a.type === 'out' && b.type === 'out')
    return { type: 'out', keys: [...new Set([...a.keys, ...b.keys])] };
  // A reference has an id and a number, a list several elements: one key says nothing against another.
  if (isPointing(source.comparison) || source.comparison === 'list') return null;
  if (a.type !== 'in' || b.type !== 'in') return null;
  return { type: 'in', keys: a.keys.filter((key) => b.keys.includes(key)) };
}
