import type { Field } from '../../metadata/field.ts';
import type { JsonObject } from '../../metadata/json.ts';
import { uiKind } from '../fields/index.ts';
import { sumOf } from './sheet-sums.ts';

/** Whether the sum of a column says something by itself: of amounts it does, of prices and rates it does not. */
export function isSummed(field: Field): boolean {
  return uiKind(field).summed === true;
}

/** The sums below a sheet, by column; kept as long as its rows are the very same. */
export class SheetTotals {
  #rows: readonly JsonObject[] = [];
  #columns: readonly Field[] = [];
  #sums: ReadonlyMap<number, string> = new Map();

  of(columns: readonly Field[], rows: readonly JsonObject[]): ReadonlyMap<number, string> {
    if (rows === this.#rows && columns === this.#columns) return this.#sums;
    this.#rows = rows;
    this.#columns = columns;
    const sums = new Map<number, string>();
    for (const [col, field] of columns.entries()) {
      if (!isSummed(field)) continue;
      const { sum, count } = sumOf(rows.map((row) => row[field.name]));
      const shown = count === 0 ? '' : uiKind(field).show(sum, field);
      sums.set(col, typeof shown === 'string' ? shown : sum);
    }
    this.#sums = sums;
    return sums;
  }
}
