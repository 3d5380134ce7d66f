import type { Report, ReportCell, ReportLine } from '../../../metadata/contract/reports/calls.ts';

/** What a chart draws: for each category a number of each series. */
export interface ChartShape {
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly numbers: readonly (number | null)[] }[];
}

/** Categories, series and charts beyond these are nothing that anybody tells apart. */
const mostDrawn = { categories: 40, series: 8, charts: 6 } as const;

/** The numbers of one currency, beside one scale. */
export interface Chart {
  /** Null: the report tells of no currencies. */
  readonly currency: string | null;
  readonly shape: ChartShape;
}

export interface Charts {
  readonly charts: readonly Chart[];
  /** Whether lines, currencies, or numbers beside the first are not drawn. */
  readonly cut: boolean;
}

/**
 * The lines of a report that are no sums, as charts have them, one for each currency: the columns of the first value
 * become series, or the values that are of its unit.
 */
export function chartsOf(
  { groups, columns, values, lines }: Report,
  empty: string,
  language: 'zh' | 'en',
): Charts {
  const leaves = lines.filter(({ keys }) => keys.length === groups.length);
  const drawn = leaves.slice(0, mostDrawn.categories);
  const categories = drawn.map(({ keys }) => keys.map(({ text }) => text || empty).join(' · '));
  const pick = (at: number, value: number) => (line: ReportLine) => line.cells[at]?.[value] ?? null;
  const alike = values.map((value) => unitOf(value) === unitOf(values[0]));
  const all =
    columns.length > 0
      ? columns.map((column, at) => ({ name: column.text || empty, cells: drawn.map(pick(at, 0)) }))
      : values.flatMap(({ label }, at) =>
          alike[at] ? [{ name: label[language], cells: drawn.map(pick(0, at)) }] : [],
        );
  const currencies = currenciesIn(all.flatMap(({ cells }) => cells));
  const charts = (currencies.length > 0 ? currencies : [null]).map((currency): Chart & { series: number } => {
    const has = ({ cells }: (typeof all)[number]) =>
      currency === null || currenciesIn(cells).includes(currency);
    const series = all.filter(has).map(({ name, cells }) => ({
      name,
      numbers: cells.map((one) => numberIn(one, currency ?? '')),
    }));
    const shape = { categories, series: series.slice(0, mostDrawn.series) };
    return { currency, shape, series: series.length };
  });
  return {
    charts: charts.slice(0, mostDrawn.charts).map(({ currency, shape }) => ({ currency, shape })),
    cut:
      leaves.length > drawn.length ||
      charts.length > mostDrawn.charts ||
      charts.some(({ series }) => series > mostDrawn.series) ||
      (columns.length > 0 ? values.length > 1 : alike.includes(false)),
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

function numberIn(cell: ReportCell, currency: string): number | null {
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
