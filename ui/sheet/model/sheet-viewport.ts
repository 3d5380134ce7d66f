import { columnAt, columnsBetween, type Placed, totalWidth } from './sheet-columns.ts';
import type { Cell, Range } from './sheet-range.ts';

export const rowHeight = 28;
export const headHeight = 28;
export const gutter = 46;
/** Rows that are there above and below what is seen. */
const spare = 4;

export interface Seen {
  readonly firstRow: number;
  readonly rows: number;
  readonly firstCol: number;
  readonly lastCol: number;
}

/**
 * The part of a sheet in sight; it knows its sizes without asking the page for a layout. Where only so many rows are
 * shown at a time the rows of other pages are nowhere; to reveal one turns to its page.
 */
export class SheetViewport {
  /** Rows of a page. Default: all there are. */
  perPage: number | null = null;
  #turned = 0;
  readonly #rows: () => number;
  columns: readonly Placed[] = [];
  /** Columns that stay at the left. */
  frozen = 0;
  /** Pixels of what stays below the rows. */
  foot = 0;
  width = 900;
  height = 600;
  scrollTop = 0;
  scrollLeft = 0;

  /** `rows` answers how many there are, the line for a new one not counted. */
  constructor(rows: () => number = () => 0) {
    this.#rows = rows;
  }

  get pages(): number {
    return this.perPage === null ? 1 : Math.max(1, Math.ceil(this.#rows() / this.perPage));
  }
  /** The page that is shown, from nought; of rows that are gone the last one. */
  get at(): number {
    return Math.min(this.#turned, this.pages - 1);
  }
  /** The first row of the page. */
  get first(): number {
    return this.at * (this.perPage ?? 0);
  }
  /** The line for a new row stands on the last page, whether that is full or not. */
  #linesHere(lines: number): number {
    return this.perPage === null || this.at === this.pages - 1 ? lines - this.first : this.perPage;
  }
  #turnTo(row: number): void {
    this.#turned = Math.min(Math.floor(row / (this.perPage ?? Number.POSITIVE_INFINITY)), this.pages - 1);
  }
  /** Answers whether a row stands on another page. */
  isElsewhere(row: number): boolean {
    return row < this.first || (this.at < this.pages - 1 && row >= this.first + (this.perPage ?? 0));
  }
  /** The part of a range that is on the page; null: none of it. */
  onPage(range: Range): Range | null {
    const last = this.at < this.pages - 1 ? this.first + (this.perPage ?? 0) - 1 : range.bottom;
    const [top, bottom] = [Math.max(range.top, this.first), Math.min(range.bottom, last)];
    return top > bottom ? null : { ...range, top, bottom };
  }

  get frozenWidth(): number {
    return gutter + totalWidth(this.columns.slice(0, this.frozen));
  }
  get canvasWidth(): number {
    return gutter + totalWidth(this.columns);
  }
  canvasHeight(lines: number): number {
    return headHeight + this.#linesHere(lines) * rowHeight + this.foot;
  }

  /** Whole rows that fit. */
  get page(): number {
    return Math.max(1, Math.floor((this.height - headHeight - this.foot) / rowHeight) - 1);
  }

  seen(lines: number): Seen {
    const fit = Math.ceil(this.height / rowHeight) + 2 * spare;
    const here = this.#linesHere(lines);
    const rows = Math.min(fit, here);
    const wanted = Math.floor(this.scrollTop / rowHeight) - spare;
    const firstRow = this.first + Math.max(0, Math.min(wanted, here - rows));
    const from = this.scrollLeft + this.frozenWidth - gutter;
    const [firstCol, lastCol] = columnsBetween(
      this.columns,
      this.frozen,
      from,
      this.scrollLeft + this.width - gutter,
    );
    return { firstRow, rows, firstCol, lastCol };
  }

  top(row: number): number {
    return headHeight + (row - this.first) * rowHeight;
  }
  left(col: number): number {
    return gutter + (this.columns[col]?.left ?? 0);
  }
  widthOf(col: number): number {
    return this.columns[col]?.width ?? 0;
  }
  isFrozen(col: number): boolean {
    return col < this.frozen;
  }

  /**
   * Turns to the page of a cell, and answers the scroll position at which it is seen whole; one that is seen already
   * moves nothing.
   */
  reveal({ row, col }: Cell): { readonly top: number; readonly left: number } {
    this.#turnTo(row);
    const above = (row - this.first) * rowHeight;
    const room = this.height - headHeight - this.foot;
    let top = this.scrollTop;
    if (above < top) top = above;
    else if (above + rowHeight > top + room) top = above + rowHeight - room;
    let left = this.scrollLeft;
    if (!this.isFrozen(col)) {
      const start = this.left(col);
      const end = start + this.widthOf(col);
      if (end > left + this.width) left = end - this.width;
      if (start < left + this.frozenWidth) left = start - this.frozenWidth;
    }
    return { top: Math.max(0, top), left: Math.max(0, left) };
  }

  /** The cell under a point of the scrolled area, counted from its corner; the nearest one when it is outside. */
  cellAt(x: number, y: number, lines: number): Cell {
    const inside = x < this.frozenWidth && this.frozenWidth < this.width ? x : x + this.scrollLeft;
    const row = Math.floor((y - headHeight + this.scrollTop) / rowHeight);
    return {
      row: this.first + Math.min(Math.max(row, 0), Math.max(0, this.#linesHere(lines) - 1)),
      col: Math.max(0, columnAt(this.columns, inside - gutter)),
    };
  }
}
