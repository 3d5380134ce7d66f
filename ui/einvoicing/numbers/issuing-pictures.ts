import type { Condition } from '../../../metadata/condition.ts';
import type { LastDays } from '../../../rules/einvoicing/contract/last-days.ts';
import type { ChartData, NamedCell } from '../../kit/chart/chart-data.ts';
import { listOf } from './list-of.ts';

/** The same chart with every one of the days, in their order: what nothing happened on has no number. */
export function overDays({ categories, series }: ChartData, all: readonly string[]): ChartData {
  const places = all.map((day) => categories.indexOf(day));
  return {
    categories: all.map((day) => day.slice(5)),
    series: series.map(({ name, cells }) => ({ name, cells: places.map((at) => cells[at] ?? null) })),
  };
}

/** The list of those of its records that these conditions leave. */
export function listWithin(
  { form, filter }: Pick<NonNullable<LastDays['issued']>, 'form' | 'filter'>,
  conditions: readonly Condition[],
): string {
  return listOf({ form, filter: { all: [filter, ...conditions] } });
}

/** A step with how many there are. */
export function stepOf({ count, ...listed }: LastDays['steps'][number], name: string): NamedCell {
  const value = String(count);
  return { name, value, text: count.toLocaleString(), ...(count > 0 && { href: listOf(listed) }) };
}
