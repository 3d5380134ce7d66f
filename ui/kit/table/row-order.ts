import { language } from '../../session/i18n.ts';

/** An order of rows by what they say. */
export interface RowOrder<Row> {
  readonly compare: (a: Row, b: Row) => number;
  /** Answers whether a row has no value: such rows come last in either direction. */
  readonly isEmpty: (row: Row) => boolean;
}

/** By words as the reader's language orders them, figures in them by what they count. */
export function byText<Row>(of: (row: Row) => string | null | undefined): RowOrder<Row> {
  return {
    compare: (a, b) => (of(a) ?? '').localeCompare(of(b) ?? '', language(), { numeric: true }),
    isEmpty: (row) => (of(row) ?? '') === '',
  };
}

/** By what was counted; a moment is counted, too. */
export function byCount<Row>(of: (row: Row) => number | null | undefined): RowOrder<Row> {
  return {
    compare: (a, b) => (of(a) ?? 0) - (of(b) ?? 0),
    isEmpty: (row) => (of(row) ?? null) === null,
  };
}

/** The rows in that order; those it does not tell apart stay as they stood. */
export function inOrder<Row>(
  rows: readonly Row[],
  { compare, isEmpty }: RowOrder<Row>,
  descending: boolean,
): readonly Row[] {
  const turn = descending ? -1 : 1;
  const said = rows.filter((row) => !isEmpty(row)).sort((a, b) => turn * compare(a, b));
  return [...said, ...rows.filter(isEmpty)];
}
