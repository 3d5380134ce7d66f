/** A number that is drawn. */
export interface ChartCell {
  /** As a decimal text: it is a number of the machine only when it becomes pixels. */
  readonly value: string;
  /** As its reader writes it. */
  readonly text: string;
  /** The records that it is made of. Default: it leads nowhere. */
  readonly href?: string | undefined;
}

/** Numbers of one sort, one for each category; null where there is none. */
export interface ChartSeries {
  readonly name: string;
  readonly cells: readonly (ChartCell | null)[];
}

export interface ChartData {
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
}

/** A number under a name. */
export interface NamedCell extends ChartCell {
  readonly name: string;
}

/** A part of a picture that can be reached and pointed at. */
export interface ChartMark {
  /** All that it says, in words. */
  readonly label: string;
  readonly href?: string | undefined;
}

/** What stands behind a picture, in words and figures. */
export interface ChartTable {
  readonly heads: readonly string[];
  /** The first cell names its row; a cell may lead to records. */
  readonly rows: readonly (readonly TableCell[])[];
}

export interface TableCell {
  readonly text: string;
  readonly href?: string | undefined;
  /** It is a figure. Default: it is words. */
  readonly end?: boolean;
}

/** The cell of a table that says a number. */
export function figureCell(cell: ChartCell | null | undefined): TableCell {
  return { text: cell?.text ?? '', href: cell?.href, end: true };
}

/** Colours that one tells apart; further ones begin anew. */
export const seriesCount = 8;

export function seriesColour(at: number): string {
  return `var(--gj-series-${at % seriesCount})`;
}
