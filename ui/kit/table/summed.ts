import { compare, sum } from '../../../metadata/common/decimal.ts';
import type { RowOrder } from './row-order.ts';

/**
 * Makes a column's sum: adds the decimals of the rows exactly and shows the total as `show` says. Rows without a
 * decimal count as nothing.
 */
export function summed<Row>(
  of: (row: Row) => string | null | undefined,
  show: (total: string) => unknown,
): (rows: readonly Row[]) => unknown {
  return (rows) => show(sum(rows.flatMap((row) => of(row) || [])));
}

/** By decimals, however long they are. */
export function byDecimal<Row>(of: (row: Row) => string | null | undefined): RowOrder<Row> {
  return {
    compare: (a, b) => compare(of(a) || '0', of(b) || '0'),
    isEmpty: (row) => !of(row),
  };
}
