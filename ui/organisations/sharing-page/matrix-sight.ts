/** A rectangle of cells, both ends within it; where it was begun, and where one is. */
export interface Picked {
  readonly from: Cell;
  readonly to: Cell;
}

export interface Cell {
  readonly row: number;
  readonly column: number;
}

export interface Sight {
  readonly first: number;
  readonly last: number;
}

/** The lines of a length that a window of the whole shows, and a few beyond. */
export function sightOf(at: number, room: number, each: number, count: number): Sight {
  const beyond = 4;
  return {
    first: Math.max(0, Math.floor(at / each) - beyond),
    last: Math.min(count, Math.ceil((at + room) / each) + beyond),
  };
}

/** From the upper left to the lower right, whichever way it was drawn. */
export function cornersOf({ from, to }: Picked): { readonly first: Cell; readonly last: Cell } {
  return {
    first: { row: Math.min(from.row, to.row), column: Math.min(from.column, to.column) },
    last: { row: Math.max(from.row, to.row), column: Math.max(from.column, to.column) },
  };
}

/** Where a key leads; undefined: it is none of these. */
export function steppedTo(
  key: string,
  { row, column }: Cell,
  { rows, columns, page }: { readonly rows: number; readonly columns: number; readonly page: number },
): Cell | undefined {
  const to: Cell | undefined = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    PageUp: { row: row - page, column },
    PageDown: { row: row + page, column },
    Home: { row, column: 0 },
    End: { row, column: columns - 1 },
  }[key];
  return to && { row: within(to.row, rows), column: within(to.column, columns) };
}

export function within(at: number, count: number): number {
  return Math.max(0, Math.min(count - 1, at));
}
