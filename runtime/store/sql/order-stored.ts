import { compare } from '../../../metadata/decimal.ts';
import type { Json } from '../../../metadata/json.ts';
import type { Column } from '../../../metadata/kinds/kind.ts';
import { compareText } from '../../../rules/condition/value.ts';
import type { SortKey } from './cursor.ts';

/** Values in the order of a list, as databases order rows: empty is the least of all, text goes by code point. */
export function orderStored(sort: readonly SortKey[], a: readonly Json[], b: readonly Json[]): number {
  for (const [at, { column, descending }] of sort.entries()) {
    const order = compareStored(column.column, a[at] ?? null, b[at] ?? null);
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

export function compareStored({ type }: Column, a: Json, b: Json): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (typeof a === 'string' && typeof b === 'string')
    return type === 'decimal' ? compare(a, b) : compareText(a, b);
  return Number(a) - Number(b);
}
