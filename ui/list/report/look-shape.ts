import { add, compare } from '../../../metadata/common/decimal.ts';
import { isObject } from '../../../metadata/common/json.ts';
import type { Report, ReportKey } from '../../../metadata/contract/reports/calls.ts';
import type { ChartCell, ChartData, ChartSeries, NamedCell } from '../../kit/chart/chart-data.ts';
import type { FlowPiece } from '../../kit/chart/gj-flow.ts';
import type { HeatNode } from '../../kit/chart/gj-heat-tree.ts';

/** A stray day centuries ago is no reason to draw all those between. */
const mostSpan = 5 * 366 * 86_400_000;

/** How a number that was made here is written. */
type Written = (number: string) => string;

/** Parts of a whole that anybody tells apart; smaller ones stand together. */
const mostParts = 8;
/** Lines and columns of a flow that anybody tells apart. */
const [mostSources, mostEnds] = [12, 8];

/** Of parts the largest, the rest of them as one below the name `others`, in the order in which they came. */
function largest<T>(
  parts: readonly T[],
  most: number,
  { of, rest }: { readonly of: (part: T) => string; readonly rest: (some: readonly T[]) => T },
): readonly T[] {
  if (parts.length <= most) return parts;
  const large = new Set(parts.toSorted((a, b) => compare(of(b), of(a))).slice(0, most - 1));
  return [...parts.filter((one) => large.has(one)), rest(parts.filter((one) => !large.has(one)))];
}

const summed = (numbers: readonly string[]) => numbers.reduce((sum, one) => add(sum, one), '0');
const isBelowNothing = (number: string) => compare(number, '0') < 0;

/** The parts of a whole, the smallest of too many as one; null: it is no whole, as something is below nothing. */
export function partsOf(
  { categories, series }: ChartData,
  others: string,
  written: Written,
): readonly NamedCell[] | null {
  const [only] = series;
  if (series.length !== 1 || !only) return null;
  const all = categories.flatMap((name, at) => {
    const cell = only.cells[at];
    return cell ? [{ name, ...cell }] : [];
  });
  const parts = all.filter(({ value }) => compare(value, '0') > 0);
  if (parts.length === 0 || all.some(({ value }) => isBelowNothing(value))) return null;
  return largest<NamedCell>(parts, mostParts, {
    of: ({ value }) => value,
    rest: (some) => {
      const value = summed(some.map((one) => one.value));
      return { name: others, value, text: written(value) };
    },
  });
}

/** A number of each day; null: they are not grouped by days alone, it is more than one, or they lie years apart. */
export function daysOf(
  { groups }: Pick<Report, 'groups'>,
  { categories, series }: ChartData,
): readonly NamedCell[] | null {
  const [group] = groups;
  const [only] = series;
  const days = categories.flatMap((name, at) => {
    const cell = only?.cells[at];
    return cell && isDay(name) ? [{ name, ...cell }] : [];
  });
  const isOne = groups.length === 1 && series.length === 1 && (group?.by ?? 'day') === 'day';
  const names = days.map(({ name }) => name).toSorted();
  const span = Date.parse(names.at(-1) ?? '') - Date.parse(names[0] ?? '');
  return isOne && span <= mostSpan ? days : null;
}

const isDay = (name: string) => /^\d{4}-\d{2}-\d{2}$/.test(name);

export interface Flow {
  readonly left: readonly NamedCell[];
  readonly right: readonly NamedCell[];
  readonly pieces: readonly FlowPiece[];
}

/**
 * What each line has of each column, the smallest of too many of either as one; null: there are no columns, or something
 * is below nothing.
 */
export function flowOf(
  { categories, series: all }: ChartData,
  others: string,
  written: Written,
): Flow | null {
  const cells = all.flatMap((one) => one.cells);
  if (all.length < 2 || cells.some((cell) => cell && isBelowNothing(cell.value))) return null;
  const together = (some: readonly (ChartCell | null)[]): ChartCell => {
    const value = summed(some.map((cell) => cell?.value ?? '0'));
    return { value, text: written(value) };
  };
  const series = largest<ChartSeries>(all, mostEnds, {
    of: (one) => together(one.cells).value,
    rest: (some) => ({
      name: others,
      cells: categories.map((_, at) => together(some.map((one) => one.cells[at] ?? null))),
    }),
  });
  const lines = categories.map((name, at) => {
    const own = series.map((one) => one.cells[at] ?? null);
    return { name, own, value: summed(own.map((cell) => cell?.value ?? '0')) };
  });
  const drawn = largest(
    lines.filter(({ value }) => value !== '0'),
    mostSources,
    {
      of: ({ value }) => value,
      rest: (some) => {
        const own = series.map((_, at) => together(some.map((one) => one.own[at] ?? null)));
        return { name: others, own, value: summed(own.map(({ value }) => value)) };
      },
    },
  );
  const right = series.map(({ name }, at) => ({
    name,
    ...together(drawn.map(({ own }) => own[at] ?? null)),
  }));
  return {
    left: drawn.map(({ name, value }) => ({ name, value, text: written(value) })),
    right,
    pieces: drawn.flatMap(({ own }, from) =>
      own.flatMap((cell, to) => (cell && cell.value !== '0' ? [{ from, to, ...cell }] : [])),
    ),
  };
}

/**
 * The organisations of a report as they stand below each other, those between them too; null: it is not grouped by
 * organisations alone. Where numbers add up, each has what all below it have.
 */
export function organisationsOf(
  { groups, values, organisations }: Pick<Report, 'groups' | 'values' | 'organisations'>,
  keys: readonly ReportKey[],
  { categories, series }: ChartData,
  say: { readonly written: Written; readonly own: (text: string) => string },
): readonly HeatNode[] | null {
  const [only] = series;
  if (groups.length !== 1 || series.length !== 1 || !only || !organisations) return null;
  const byId = new Map(organisations.map((one) => [one.id, one]));
  const owned = new Map<string, ChartCell | null>();
  const below = new Map<string | null, string[]>();
  // In the order of the lines, each below all that it stands below.
  const place = (id: string): void => {
    if (owned.has(id)) return;
    owned.set(id, null);
    const parent = byId.get(id)?.parent ?? null;
    if (parent !== null) place(parent);
    below.set(parent, [...(below.get(parent) ?? []), id]);
  };
  const nameless = new Map<string, string>();
  for (const [at, name] of categories.entries()) {
    const id = idOf(keys[at]);
    if (!byId.has(id)) nameless.set(id, name);
    place(id);
    owned.set(id, only.cells[at] ?? null);
  }
  const addsUp = values[0]?.of === 'count' || values[0]?.of === 'sum';
  const nodes = (id: string, level: number): readonly HeatNode[] => {
    const own = owned.get(id) ?? null;
    const lower = (below.get(id) ?? []).flatMap((one) => nodes(one, level + 1));
    const isAlone = lower.length === 0 || !addsUp;
    const inAll = lower.filter((one) => one.level === level + 1).map(({ value }) => value);
    const value = isAlone ? (own?.value ?? '0') : add(own?.value ?? '0', summed(inAll));
    const text = isAlone ? (own?.text ?? '–') : say.written(value);
    const ownPart = isAlone ? {} : { own: own?.value ?? '0', ...(own && { note: say.own(own.text) }) };
    const name = byId.get(id)?.text ?? nameless.get(id) ?? '';
    return [{ name, level, value, text, href: own?.href, ...ownPart }, ...lower];
  };
  return (below.get(null) ?? []).flatMap((id) => nodes(id, 0));
}

/** Of an organisation its id. */
function idOf(key: ReportKey | undefined): string {
  const value = key?.value;
  return isObject(value) && typeof value['id'] === 'string' ? value['id'] : JSON.stringify(value ?? null);
}
