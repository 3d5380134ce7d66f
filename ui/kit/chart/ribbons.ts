import { abs, compare, sum } from '../../../metadata/common/decimal.ts';
import { shareOf } from './scale.ts';

/** From where to where along an edge, in pixels. */
export interface Reach {
  readonly y: number;
  readonly height: number;
}

/** Something that flows from a place at the left to one at the right. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  /** As a decimal text; below nothing it is as thick as above. */
  readonly value: string;
}

export interface RibbonEnds {
  readonly from: Reach;
  readonly to: Reach;
}

/**
 * Where each piece begins and ends. One scale holds for all of them, on both sides: a ribbon is as thick as its value and
 * nowhere thinner, and where an edge has more room than flows through it, the ribbons stand in its middle.
 */
export function layRibbons(
  pieces: readonly Piece[],
  { left, right }: { readonly left: readonly Reach[]; readonly right: readonly Reach[] },
): readonly RibbonEnds[] {
  const thick = thickness([
    ...roomsOf(pieces, ({ from }) => from, left),
    ...roomsOf(pieces, ({ to }) => to, right),
  ]);
  const starts = along(pieces, ({ from }) => from, left, thick);
  const ends = along(pieces, ({ to }) => to, right, thick);
  return pieces.map((_, at) => ({
    from: starts[at] ?? { y: 0, height: 0 },
    to: ends[at] ?? { y: 0, height: 0 },
  }));
}

interface Room {
  /** All that flows through an edge. */
  readonly whole: string;
  readonly height: number;
}

function roomsOf(
  pieces: readonly Piece[],
  of: (piece: Piece) => number,
  edges: readonly Reach[],
): readonly Room[] {
  const through = Map.groupBy(pieces, of);
  return [...through].map(([edge, some]) => ({
    whole: sum(some.map(({ value }) => abs(value))),
    height: edges[edge]?.height ?? 0,
  }));
}

/** The pixels of a value: as many as there is room for where it is scarcest. */
function thickness(rooms: readonly Room[]): (value: string) => number {
  const most = rooms.reduce((one, { whole }) => (compare(whole, one) > 0 ? whole : one), '0');
  const scarce = rooms
    .filter(({ whole }) => compare(whole, '0') > 0)
    .map(({ whole, height }) => height / shareOf(whole, most));
  const all = scarce.length === 0 ? 0 : Math.min(...scarce);
  return (value) => shareOf(abs(value), most) * all;
}

/** Each piece its part of the edge it lies at, one below the other. */
function along(
  pieces: readonly Piece[],
  of: (piece: Piece) => number,
  edges: readonly Reach[],
  thick: (value: string) => number,
): readonly Reach[] {
  const wholes = new Map<number, number>();
  for (const piece of pieces) wholes.set(of(piece), (wholes.get(of(piece)) ?? 0) + thick(piece.value));
  const taken = new Map<number, number>();
  return pieces.map((piece) => {
    const edge = of(piece);
    const { y = 0, height = 0 } = edges[edge] ?? {};
    const above = taken.get(edge) ?? (height - (wholes.get(edge) ?? 0)) / 2;
    const own = thick(piece.value);
    taken.set(edge, above + own);
    return { y: y + above, height: own };
  });
}

/** The outline of a ribbon between two upright lines. */
export function ribbonPath({ from, to }: RibbonEnds, left: number, right: number): string {
  const middle = (left + right) / 2;
  const [a, b] = [from.y + from.height, to.y + to.height];
  return (
    `M${left} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${right} ${to.y}` +
    `V${b}C${middle} ${b} ${middle} ${a} ${left} ${a}Z`
  );
}
