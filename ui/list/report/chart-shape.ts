import type { Report, ReportCell, ReportLine } from '../../../metadata/contract/reports/calls.ts';

/** What a chart draws: for each category a number of each series. */
export interface ChartShape {
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly numbers: readonly (number | null)[] }[];
}

/** Categories and series beyond these are nothing that anybody tells apart. */
const mostDrawn = { categories: 40, series: 8 } as const;

/**
 * The lines of a report that are no sums, as a chart has them: the columns of the first value become series, or the
 * values that are of its unit, currencies apart. `left`: lines, and numbers beside the first, that are not drawn.
 */
export function chartShape(
  { groups, columns, values, lines }: Report,
  empty: string,
  language: 'zh' | 'en',
): { readonly shape: ChartShape; readonly left: { readonly categories: number; readonly series: number } } {
  const leaves = lines.filter(({ keys }) => keys.length === groups.length);
  const drawn = leaves.slice(0, mostDrawn.categories);
  const categories = drawn.map(({ keys }) => keys.map(({ text }) => text || empty).join(' · '));
  const pick = (at: number, value: number) => (line: ReportLine) => line.cells[at]?.[value] ?? null;
  const all =
    columns.length > 0
      ? columns.map((column, at) => ({ name: column.text || empty, cell: pick(at, 0) }))
      : values.flatMap((value, at) =>
          unitOf(value) === unitOf(values[0]) ? [{ name: value.label[language], cell: pick(0, at) }] : [],
        );
  const series = all.flatMap(({ name, cell }) => {
    const cells = drawn.map(cell);
    const currencies = currenciesIn(cells);
    if (currencies.length === 0) return [{ name, numbers: cells.map((one) => numberIn(one)) }];
    return currencies.map((currency) => ({
      name: currencies.length === 1 && columns.length > 0 ? name : `${name} ${currency}`.trim(),
      numbers: cells.map((one) => numberIn(one, currency)),
    }));
  });
  return {
    shape: { categories, series: series.slice(0, mostDrawn.series) },
    left: {
      categories: leaves.length - drawn.length,
      series:
        Math.max(0, series.length - mostDrawn.series) +
        (columns.length > 0 ? values.length - 1 : values.length - all.length),
    },
  };
}

/** Numbers of one unit stand beside one scale. */
function unitOf(value: Report['values'][number] | undefined): string {
  return value?.of === 'count' ? 'count' : `${value?.kind} ${value?.currency ?? ''}`;
}

function currenciesIn(cells: readonly ReportCell[]): readonly string[] {
  const all = cells.flatMap((cell) => (Array.isArray(cell) ? cell.map(({ currency }) => currency) : []));
  return [...new Set(all)].toSorted();
}

function numberIn(cell: ReportCell, currency = ''): number | null {
  const text = Array.isArray(cell) ? cell.find((one) => one.currency === currency)?.amount : cell;
  const number = typeof text === 'string' && text !== '' ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

/** Parts of a whole that anybody tells apart; smaller ones stand together. */
const mostParts = 8;

/** Whether a chart can be parts of a whole: one series, none of it below nothing. */
export function isWhole({ series }: ChartShape): boolean {
  const numbers = series[0]?.numbers ?? [];
  const isPart = (one: number | null) => one === null || one >= 0;
  return series.length === 1 && numbers.every(isPart) && numbers.some((one) => (one ?? 0) > 0);
}

/** The parts of a whole, the smallest of too many as one. */
export function partsOf(
  { categories, series }: ChartShape,
  others: string,
): readonly { readonly name: string; readonly number: number }[] {
  const all = categories.map((name, at) => ({ name, number: series[0]?.numbers[at] ?? 0 }));
  const parts = all.filter(({ number }) => number > 0);
  if (parts.length <= mostParts) return parts;
  const large = new Set(parts.toSorted((a, b) => b.number - a.number).slice(0, mostParts - 1));
  const rest = parts.filter((one) => !large.has(one)).reduce((sum, { number }) => sum + number, 0);
  return [...parts.filter((one) => large.has(one)), { name: others, number: rest }];
}

/**
 * Round numbers from the least to the greatest, 0 among them, that stand beside a chart.
 *
 * @example
 * ticks([3, 47]) //=> [0, 10, 20, 30, 40, 50]
 */
export function ticks(numbers: readonly number[]): readonly number[] {
  const [least, most] = [Math.min(0, ...numbers), Math.max(0, ...numbers)];
  if (least === most) return [0, 1];
  const rough = (most - least) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? rough;
  const [first, last] = [Math.floor(least / step), Math.ceil(most / step)];
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}
