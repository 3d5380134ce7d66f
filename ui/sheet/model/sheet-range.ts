/** One cell by its place: rows and columns count from zero. */
export interface Cell {
  readonly row: number;
  readonly col: number;
}

/** Cells between two corners, both included. */
export interface Range {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** The marked cells: `cell` is the current one, where typing goes; the range reaches from it to `end`. */
export interface Selection {
  readonly cell: Cell;
  readonly end: Cell;
}

/** The size of the sheet, and which of its cells are filled. */
export interface Extent {
  readonly rows: number;
  readonly cols: number;
  /** Rows that a page down goes. */
  readonly page: number;
  /** Answers whether a cell has a value: jumps go to where that changes. */
  isFilled(row: number, col: number): boolean;
  /** Answers whether something can be done in a cell. */
  stops(row: number, col: number): boolean;
}

export type Step =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'page-up'
  | 'page-down'
  | 'row-start'
  | 'row-end'
  | 'sheet-start'
  | 'sheet-end'
  | 'jump-up'
  | 'jump-down'
  | 'jump-left'
  | 'jump-right';

export function at(row: number, col: number): Selection {
  return { cell: { row, col }, end: { row, col } };
}

export function rangeOf({ cell, end }: Selection): Range {
  return {
    top: Math.min(cell.row, end.row),
    bottom: Math.max(cell.row, end.row),
    left: Math.min(cell.col, end.col),
    right: Math.max(cell.col, end.col),
  };
}

export function isOne({ cell, end }: Selection): boolean {
  return cell.row === end.row && cell.col === end.col;
}

export function isWithin(range: Range, row: number, col: number): boolean {
  return row >= range.top && row <= range.bottom && col >= range.left && col <= range.right;
}

/** Every cell of a range, row by row. */
export function* cellsOf(range: Range): Generator<Cell> {
  for (let row = range.top; row <= range.bottom; row++)
    for (let col = range.left; col <= range.right; col++) yield { row, col };
}

/** Answers the cell to which a step leads; never out of the sheet. */
export function stepFrom({ row, col }: Cell, step: Step, extent: Extent): Cell {
  const lastRow = Math.max(0, extent.rows - 1);
  const lastCol = Math.max(0, extent.cols - 1);
  const place = (toRow: number, toCol: number): Cell => ({
    row: Math.min(Math.max(toRow, 0), lastRow),
    col: Math.min(Math.max(toCol, 0), lastCol),
  });
  switch (step) {
    case 'up':
      return place(row - 1, col);
    case 'down':
      return place(row + 1, col);
    case 'left':
      return place(row, col - 1);
    case 'right':
      return place(row, col + 1);
    case 'page-up':
      return place(row - extent.page, col);
    case 'page-down':
      return place(row + extent.page, col);
    case 'row-start':
      return place(row, 0);
    case 'row-end':
      return place(row, lastCol);
    case 'sheet-start':
      return place(0, 0);
    case 'sheet-end':
      return place(lastRow, lastCol);
    case 'jump-up':
      return place(
        jump(row, -1, 0, (to) => extent.isFilled(to, col)),
        col,
      );
    case 'jump-down':
      return place(
        jump(row, 1, lastRow, (to) => extent.isFilled(to, col)),
        col,
      );
    case 'jump-left':
      return place(
        row,
        jump(col, -1, 0, (to) => extent.isFilled(row, to)),
      );
    case 'jump-right':
      return place(
        row,
        jump(col, 1, lastCol, (to) => extent.isFilled(row, to)),
      );
  }
}

/** To the end of what is filled, or over what is empty to the next that is filled. */
function jump(from: number, by: 1 | -1, last: number, isFilled: (to: number) => boolean): number {
  if (from === last) return from;
  const along = isFilled(from) && isFilled(from + by);
  let to = from + by;
  while (to !== last && (along ? isFilled(to + by) : !isFilled(to))) to += by;
  return to;
}

/** Rows in which the Tab key looks for a cell where something can be done. */
const farthest = 20;

/** The next cell in reading order in which something can be done, or the one before; null: there is none. */
export function tabStop(from: Cell, back: boolean, extent: Extent): Cell | null {
  let next = tabFrom(from, back, extent);
  for (let left = extent.cols * farthest; next && left > 0 && !extent.stops(next.row, next.col); left--)
    next = tabFrom(next, back, extent);
  return next;
}

/** The first cell of a row in which something can be done: of a new row one begins there. */
export function rowBegin(row: number, { cols, stops }: Extent): Cell {
  for (let col = 0; col < cols; col++) if (stops(row, col)) return { row, col };
  return { row, col: 0 };
}

interface Entering {
  readonly back: boolean;
  /** The column in which one began to go on by the Tab key. Null: one did not. */
  readonly tabbed: number | null;
  /** Rows that there are: what comes behind them is new. */
  readonly filled: number;
}

/** Where the Enter key goes: down its column; from the last cell of the last row to the first one of a new row. */
export function enterStop(from: Cell, { back, tabbed, filled }: Entering, extent: Extent): Cell {
  const to = stepFrom({ ...from, col: tabbed ?? from.col }, back ? 'up' : 'down', extent);
  if (back || to.row < filled || to.row === from.row) return to;
  const isLast = (tabStop(from, false, extent)?.row ?? to.row) > from.row;
  return isLast ? rowBegin(to.row, extent) : to;
}

function tabFrom({ row, col }: Cell, back: boolean, { rows, cols }: Extent): Cell | null {
  const next = row * cols + col + (back ? -1 : 1);
  return next < 0 || next >= rows * cols ? null : { row: Math.floor(next / cols), col: next % cols };
}
