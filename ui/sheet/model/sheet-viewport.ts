import { columnAt, columnsBetween, type Placed, totalWidth } from './sheet-columns.ts';
import type { Cell } from './sheet-range.ts';

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

/** The part of a sheet in sight; it knows its sizes without asking the page for a layout. */
export class SheetViewport {
  columns: readonly Placed[] = [];
  /** Columns that stay at the left. */
  frozen = 0;
  /** Pixels of what stays below the rows. */
  foot = 0;
  width = 900;
  height = 600;
  scrollTop = 0;
  scrollLeft = 0;

  get frozenWidth(): number {
    return gutter + totalWidth(this.columns.slice(0, this.frozen));
  }
  get canvasWidth(): number {
    return gutter + totalWidth(this.columns);
  }
  canvasHeight(lines: number): number {
    return headHeight + lines * rowHeight + this.foot;
  }

  /** Whole rows that fit. */
  get page(): number {
    return Math.max(1, Math.floor((this.height - headHeight - this.foot) / rowHeight) - 1);
  }

  seen(lines: number): Seen {
    const fit = Math.ceil(this.height / rowHeight) + 2 * spare;
    const rows = Math.min(fit, lines);
    const wanted = Math.floor(this.scrollTop / rowHeight) - spare;
    const firstRow = Math.max(0, Math.min(wanted, lines - rows));
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
    return headHeight + row * rowHeight;
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

  /** Answers the scroll position at which a cell is seen whole; one that is seen already moves nothing. */
  reveal({ row, col }: Cell): { readonly top: number; readonly left: number } {
    const above = row * rowHeight;
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
      row: Math.min(Math.max(row, 0), Math.max(0, lines - 1)),
      col: Math.max(0, columnAt(this.columns, inside - gutter)),
    };
  }
}
