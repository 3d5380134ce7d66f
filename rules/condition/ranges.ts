import type { Comparison } from '../../metadata/field.ts';
import { orderOf } from './value.ts';

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

/** Whether values of this comparison stand on a line that can be cut. */
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

/** Whether the cut comes before the value. */
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

/** What lies in both is what lies outside neither. */
export function commonOf(a: Ranges, b: Ranges, comparison: Comparison): Ranges {
  return complementOf(unionOf([...complementOf(a), ...complementOf(b)], comparison));
}

export function isEverything(ranges: Ranges): boolean {
  return ranges.some(({ from, to }) => from === null && to === null);
}

function byStart(a: Range, b: Range, comparison: Comparison): number {
  if (!a.from || !b.from) return Number(a.from !== null) - Number(b.from !== null);
  return compareCuts(a.from, b.from, comparison);
}
