import type { ReportCell, ReportKey, ReportLine } from '../../metadata/contract/reports/calls.ts';
import { digitsOf } from '../../metadata/currency/currencies.ts';
import type { MeasureName } from '../../metadata/property/report-words.ts';
import { measured, type Tallies, together } from './tally.ts';

/** Records that are alike by all groups, and what each value comes to for them. */
export interface Group {
  /** Of each group; of a report across, the last is the column. */
  readonly keys: readonly ReportKey[];
  readonly values: readonly Tallies[];
}

export interface Value {
  readonly of: MeasureName;
  /** Digits of an average. */
  readonly scale: number;
  /** Amounts are told with their currencies, as they may differ. */
  readonly byCurrency: boolean;
}

export interface Laid {
  readonly columns: readonly ReportKey[];
  readonly lines: readonly ReportLine[];
}

/** Orders the keys at a place. */
export type Compare = (place: number, a: ReportKey, b: ReportKey) => number;

interface LayOut {
  readonly groups: readonly Group[];
  readonly values: readonly Value[];
  /** Whether the last key is a column. */
  readonly across: boolean;
  /** How many groups lines have. */
  readonly depth: number;
  readonly compare: Compare;
}

/**
 * The lines of a report: below the lines of a group stands what they come to together, and at the end what all do; where
 * there are columns, the last cells of a line are of all of them. A break is offered after each line.
 */
export function* layOut(asked: LayOut): Generator<undefined, Laid> {
  const { groups, across, depth, compare } = asked;
  const columns = across
    ? distinct(groups.map(({ keys }) => keys[depth])).toSorted((a, b) => compare(depth, a, b))
    : [];
  const lines: ReportLine[] = [];
  for (const line of linesBelow([], groups, asked, columns)) {
    lines.push(line);
    yield;
  }
  return { columns, lines };
}

function* linesBelow(
  keys: readonly ReportKey[],
  groups: readonly Group[],
  asked: LayOut,
  columns: readonly ReportKey[],
): Generator<ReportLine> {
  const place = keys.length;
  if (place < asked.depth) {
    const parts = Map.groupBy(groups, (group) => textOf(group.keys[place]));
    const found = distinct(groups.map((group) => group.keys[place]));
    for (const key of found.toSorted((a, b) => asked.compare(place, a, b)))
      yield* linesBelow([...keys, key], parts.get(textOf(key)) ?? [], asked, columns);
  }
  yield { keys, cells: cellsOf(groups, asked, columns) };
}

function cellsOf(
  groups: readonly Group[],
  { values, depth }: LayOut,
  columns: readonly ReportKey[],
): readonly (readonly ReportCell[])[] {
  const parts = Map.groupBy(groups, ({ keys }) => textOf(keys[depth]));
  const of = (some: readonly Group[]) =>
    values.map((value, at) => cellOf(value, together(some.map((group) => group.values[at] ?? new Map()))));
  return [...columns.map((column) => of(parts.get(textOf(column)) ?? [])), of(groups)];
}

function cellOf({ of, scale, byCurrency }: Value, tallies: Tallies): ReportCell {
  if (!byCurrency) return measured(of, tallies.get(''), scale);
  const found = [...tallies].flatMap(([currency, tally]) => {
    const amount = measured(of, tally, digitsOf(currency) ?? scale);
    return amount === null ? [] : [{ currency, amount }];
  });
  return found.length === 0 ? null : found.toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}

function distinct(keys: readonly (ReportKey | undefined)[]): readonly ReportKey[] {
  return [...new Map(keys.flatMap((key) => (key ? [[textOf(key), key] as const] : []))).values()];
}

/** Keys are the same by what stands in the record, however it is called. */
function textOf(key: ReportKey | undefined): string {
  return JSON.stringify(key?.value ?? null);
}
