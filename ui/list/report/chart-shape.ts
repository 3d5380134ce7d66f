import { parseDecimal } from '../../../metadata/common/decimal.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { Report, ReportCell, ReportKey, ReportLine } from '../../../metadata/contract/reports/calls.ts';
import type { ChartCell, ChartData } from '../../kit/chart/chart-data.ts';
import { recordsOf } from '../../model/report/drill-down.ts';
import { cellTexts, numberText } from '../../model/report/report-cells.ts';

/** Categories, series and charts beyond these are nothing that anybody tells apart. */
export const mostDrawn = { categories: 40, series: 8, charts: 6 } as const;

/** The numbers of one currency, beside one scale. */
export interface Chart {
  /** Null: the report tells of no currencies. */
  readonly currency: string | null;
  readonly data: ChartData;
}

export interface Charts {
  readonly charts: readonly Chart[];
  /** What is not drawn: lines, days, columns or currencies beyond the most, values that are of another unit. */
  readonly cut: readonly Cut[];
}

const cuts = ['lines', 'earlier', 'columns', 'currencies', 'values'] as const;
export type Cut = (typeof cuts)[number];

interface Reader {
  /** Said of what stands nowhere. */
  readonly empty: string;
  readonly language: Language;
  /** Lines and columns that are drawn. Default: as many as anybody tells apart. */
  readonly most?: { readonly lines?: number; readonly columns?: number } | undefined;
  /** The address of the list of these records. Default: numbers lead nowhere. */
  readonly listOf?: ((conditions: readonly Condition[]) => string) | undefined;
}

/** A number of a report with the value and the keys that it is of. */
interface Reported {
  readonly cell: ReportCell;
  readonly value: Report['values'][number] | undefined;
  readonly href: string | undefined;
}

/** The lines of a report that are no sums. */
export function leavesOf({ groups, lines }: Pick<Report, 'groups' | 'lines'>): readonly ReportLine[] {
  return lines.filter(({ keys }) => keys.length === groups.length);
}

/**
 * The lines of a report that are no sums, as charts have them, one for each currency: the columns of the first value
 * become series, or the values that are of its unit.
 */
export function chartsOf(report: Report, reader: Reader): Charts {
  const { columns, values } = report;
  const { empty, language } = reader;
  const most = { lines: mostDrawn.categories, columns: mostDrawn.series, ...reader.most };
  const leaves = leavesOf(report);
  // Of days the newest are looked for.
  const isByDay = report.groups.length === 1 && leaves.some(({ keys }) => keys[0]?.from !== undefined);
  const drawn = isByDay ? leaves.slice(-most.lines) : leaves.slice(0, most.lines);
  const categories = drawn.map(({ keys }) => keys.map(({ text }) => text || empty).join(' · '));
  const pick = (at: number, place: number) => (line: ReportLine) => ({
    cell: line.cells[at]?.[place] ?? null,
    value: values[place],
    href: addressOf(report, line, columns[at], reader),
  });
  const alike = values.map((value) => unitOf(value) === unitOf(values[0]));
  const all =
    columns.length > 0
      ? columns.map((column, at) => ({ name: column.text || empty, numbers: drawn.map(pick(at, 0)) }))
      : values.flatMap(({ label }, at) =>
          alike[at] ? [{ name: label[language], numbers: drawn.map(pick(0, at)) }] : [],
        );
  const currencies = currenciesIn(all.flatMap(({ numbers }) => numbers));
  const charts = (currencies.length > 0 ? currencies : [null]).map((currency): Chart & { series: number } => {
    const has = ({ numbers }: (typeof all)[number]) =>
      currency === null || currenciesIn(numbers).includes(currency);
    const series = all.filter(has).map(({ name, numbers }) => ({
      name,
      cells: numbers.map((one) => cellIn(one, currency, language)),
    }));
    const data = { categories, series: series.slice(0, most.columns) };
    return { currency, data, series: series.length };
  });
  const isShort = leaves.length > drawn.length;
  const isCut: Readonly<Record<Cut, boolean>> = {
    lines: isShort && !isByDay,
    earlier: isShort && isByDay,
    columns: charts.some(({ series }) => series > most.columns),
    currencies: charts.length > mostDrawn.charts,
    values: columns.length > 0 ? values.length > 1 : alike.includes(false),
  };
  return {
    charts: charts.slice(0, mostDrawn.charts).map(({ currency, data }) => ({ currency, data })),
    cut: cuts.filter((cut) => isCut[cut]),
  };
}

function addressOf(
  { groups, across }: Report,
  { keys }: ReportLine,
  column: ReportKey | undefined,
  { listOf }: Reader,
): string | undefined {
  const conditions = recordsOf(
    column && across ? [...groups, across] : groups,
    column ? [...keys, column] : keys,
  );
  return conditions && listOf?.(conditions);
}

/** Numbers of one unit stand beside one scale. */
function unitOf(value: Report['values'][number] | undefined): string {
  return value?.of === 'count' ? 'count' : `${value?.kind} ${value?.currency ?? ''}`;
}

function currenciesIn(numbers: readonly Pick<Reported, 'cell'>[]): readonly string[] {
  const all = numbers.flatMap(({ cell }) =>
    Array.isArray(cell) ? cell.map(({ currency }) => currency) : [],
  );
  return [...new Set(all)].toSorted();
}

/** A number of one currency, or of none, exact as it was answered. */
function cellIn(
  { cell, value, href }: Reported,
  currency: string | null,
  language: Language,
): ChartCell | null {
  const said = Array.isArray(cell) ? cell.find((one) => one.currency === currency)?.amount : cell;
  const number = typeof said === 'string' ? parseDecimal(said) : null;
  if (number === null || typeof said !== 'string') return null;
  const text = Array.isArray(cell)
    ? numberText(said, value, currency ?? undefined, language)
    : cellTexts(cell, value, language).join();
  return { value: number, text, ...(href !== undefined && number !== '0' && { href }) };
}
