import { inOrder, type RowOrder } from './row-order.ts';
import type { Grouping } from './table-shape.ts';

interface Arranging<Row> {
  readonly groups: Grouping<Row> | undefined;
  /** Default: as they came. */
  readonly order: RowOrder<Row> | undefined;
  readonly descending: boolean;
  /** The number of rows that are drawn. */
  readonly most: number;
}

/** Rows that stand together, under a head where there are groups. */
export interface Section<Row> {
  readonly rows: readonly Row[];
  /** The first of the rows: those that are drawn. */
  readonly drawn: readonly Row[];
  /** Place of its first row among all. */
  readonly from: number;
}

/**
 * The rows of a table as it is drawn: group by group, each in order, and only so many; a group that would show nothing
 * is left out.
 */
export function sectionsOf<Row>(rows: readonly Row[], how: Arranging<Row>): readonly Section<Row>[] {
  const { groups, order, descending, most } = how;
  const together = groups ? [...Map.groupBy(rows, groups.by).values()] : [rows];
  const sections: Section<Row>[] = [];
  let from = 0;
  for (const some of together) {
    if (from >= most || some.length === 0) break;
    const arranged = order ? inOrder(some, order, descending) : some;
    sections.push({ rows: arranged, drawn: arranged.slice(0, most - from), from });
    from += arranged.length;
  }
  return sections;
}
