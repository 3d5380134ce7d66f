/** One column where it stands, in pixels from the left of the first. */
export interface Placed {
  readonly left: number;
  readonly width: number;
}

export interface Wanted {
  readonly width: number;
  /** Takes its part of the room that is left over. */
  readonly grows: boolean;
}

/** Columns one beside the other; room that is left over goes to those that grow. */
export function placeColumns(wanted: readonly Wanted[], room: number): readonly Placed[] {
  const asked = wanted.reduce((sum, { width }) => sum + width, 0);
  const growing = wanted.reduce((sum, { width, grows }) => sum + (grows ? width : 0), 0);
  const over = Math.max(0, room - asked);
  let left = 0;
  let given = 0;
  const lastGrowing = wanted.findLastIndex(({ grows }) => grows);
  return wanted.map(({ width, grows }, at) => {
    const part = grows && growing > 0 ? Math.floor((over * width) / growing) : 0;
    given += part;
    // What is lost by rounding goes to the last.
    const own = width + part + (at === lastGrowing ? over - given : 0);
    const placed = { left, width: own };
    left += own;
    return placed;
  });
}

export function totalWidth(columns: readonly Placed[]): number {
  const last = columns.at(-1);
  return last ? last.left + last.width : 0;
}

/** First and last of what stands between two edges, with one more on either side; the frozen ones count apart. */
export function columnsBetween(
  columns: readonly Placed[],
  frozen: number,
  from: number,
  to: number,
): readonly [number, number] {
  let first = frozen;
  while (first < columns.length - 1 && endOf(columns[first]) <= from) first++;
  let last = first;
  while (last < columns.length - 1 && endOf(columns[last]) < to) last++;
  return [Math.max(frozen, first - 1), Math.min(columns.length - 1, last + 1)];
}

function endOf(column: Placed | undefined): number {
  return column ? column.left + column.width : 0;
}

/** The column under a point; beyond the last it is the last. */
export function columnAt(columns: readonly Placed[], x: number): number {
  const found = columns.findIndex((column) => x < column.left + column.width);
  return found === -1 ? columns.length - 1 : found;
}
