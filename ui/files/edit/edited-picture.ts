/** A picture that somebody draws on. */
export interface PictureAsked {
  /** Where it is read. */
  readonly src: string;
  readonly name: string;
  /** One of those that `isEditable` knows. */
  readonly type: string;
  /** Bytes that it may have afterwards. */
  readonly largest: number;
}

/** Places on a picture, in its own pixels from the corner at the start of what is left of it. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type Rect = Point & Size;

export type MarkKind = 'box' | 'arrow' | 'line' | 'text';

/** Something drawn on a picture: a box and an arrow between two places, a line through many, a text at one. */
export interface Mark {
  readonly kind: MarkKind;
  readonly points: readonly Point[];
  /** Pixels that its strokes are wide. */
  readonly weight: number;
  readonly text: string;
  /** Quarters by which it was turned, clockwise, since it was drawn. */
  readonly turn: number;
}

/** A picture and what was made of it: turned first, then cropped, then marked. */
export interface EditedPicture {
  /** Quarters of a turn, clockwise. */
  readonly turn: number;
  /** What is left of the picture as it was turned. */
  readonly crop: Rect;
  readonly marks: readonly Mark[];
}

/** The shortest side that is left. */
const least = 16;

export function beginEditing({ width, height }: Size): EditedPicture {
  return { turn: 0, crop: { x: 0, y: 0, width, height }, marks: [] };
}

/** The size of a picture that was turned. */
function turnedSize({ width, height }: Size, turn: number): Size {
  return turn % 2 === 0 ? { width, height } : { width: height, height: width };
}

/** Turned by a quarter, clockwise, with all that is drawn on it. */
export function turnPicture({ turn, crop, marks }: EditedPicture, whole: Size): EditedPicture {
  const { height } = turnedSize(whole, turn);
  return {
    turn: (turn + 1) % 4,
    crop: { x: height - crop.y - crop.height, y: crop.x, width: crop.height, height: crop.width },
    marks: marks.map((mark) => ({
      ...mark,
      turn: (mark.turn + 1) % 4,
      points: mark.points.map(({ x, y }) => ({ x: crop.height - y, y: x })),
    })),
  };
}

/** What is left of it is a part of what was. */
export function cropPicture({ turn, crop, marks }: EditedPicture, part: Rect): EditedPicture {
  const { x, y, width, height } = fitInside(part, crop);
  return {
    turn,
    crop: { x: crop.x + x, y: crop.y + y, width, height },
    marks: marks.map((mark) => shifted(mark, -x, -y)),
  };
}

export function addMark(picture: EditedPicture, mark: Mark): EditedPicture {
  return { ...picture, marks: [...picture.marks, mark] };
}

export function moveMark(picture: EditedPicture, at: number, x: number, y: number): EditedPicture {
  return { ...picture, marks: picture.marks.map((one, index) => (index === at ? shifted(one, x, y) : one)) };
}

/** Moves the end of a mark alone: it becomes larger, or points elsewhere. */
export function stretchMark(picture: EditedPicture, at: number, x: number, y: number): EditedPicture {
  const stretched = (mark: Mark): Mark => {
    const last = mark.points.length - 1;
    return {
      ...mark,
      points: mark.points.map((one, index) => (index === last ? { x: one.x + x, y: one.y + y } : one)),
    };
  };
  return { ...picture, marks: picture.marks.map((one, index) => (index === at ? stretched(one) : one)) };
}

export function removeMark(picture: EditedPicture, at: number): EditedPicture {
  return { ...picture, marks: picture.marks.toSpliced(at, 1) };
}

function shifted(mark: Mark, x: number, y: number): Mark {
  return { ...mark, points: mark.points.map((one) => ({ x: one.x + x, y: one.y + y })) };
}

/** How wide strokes are, so that they are seen when all of the picture is. */
export function weightFor({ width, height }: Size): number {
  return Math.max(2, Math.round(Math.max(width, height) / 250));
}

/** How high the letters of a text are. */
export function letterHeight({ weight }: Pick<Mark, 'weight'>): number {
  return weight * 9;
}

/** The box around a mark. */
export function boxOf({ kind, points, text, turn, weight }: Mark): Rect {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  if (kind !== 'text') return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
  const high = letterHeight({ weight });
  // Letters of Latin are about half as wide as they are high.
  const wide = [...text].reduce((sum, one) => sum + (one.charCodeAt(0) < 0x2e80 ? 0.6 : 1), 0) * high;
  const [width, height] = turn % 2 === 0 ? [wide, high] : [high, wide];
  return { x: turn === 1 || turn === 2 ? x - width : x, y: turn >= 2 ? y - height : y, width, height };
}

/** Which mark is at a place, the last that was drawn first; null: none. */
export function markAt({ marks }: EditedPicture, { x, y }: Point, reach: number): number | null {
  const at = marks.findLastIndex((mark) => {
    const box = boxOf(mark);
    return (
      x >= box.x - reach &&
      x <= box.x + box.width + reach &&
      y >= box.y - reach &&
      y <= box.y + box.height + reach
    );
  });
  return at < 0 ? null : at;
}

/** The sides of a box that are held; all four: it is moved as it is. */
export type Sides = Readonly<Record<'left' | 'top' | 'right' | 'bottom', boolean>>;

export const allSides: Sides = { left: true, top: true, right: true, bottom: true };

/** Which sides of a box somebody holds who holds it at a place; null: he holds none, and is not in it. */
export function sidesAt(box: Rect, { x, y }: Point, reach: number): Sides | null {
  const [right, bottom] = [box.x + box.width, box.y + box.height];
  const isNear = x > box.x - reach && x < right + reach && y > box.y - reach && y < bottom + reach;
  if (!isNear) return null;
  const sides: Sides = {
    left: Math.abs(x - box.x) <= reach,
    top: Math.abs(y - box.y) <= reach,
    right: Math.abs(x - right) <= reach,
    bottom: Math.abs(y - bottom) <= reach,
  };
  return Object.values(sides).some(Boolean) ? sides : allSides;
}

/** A box whose sides were moved, as far as the picture goes. */
export function dragSides(box: Rect, sides: Sides, { x, y }: Point, whole: Size): Rect {
  if (Object.values(sides).every(Boolean))
    return {
      ...box,
      x: clamp(box.x + x, 0, whole.width - box.width),
      y: clamp(box.y + y, 0, whole.height - box.height),
    };
  const left = sides.left ? clamp(box.x + x, 0, box.x + box.width - least) : box.x;
  const top = sides.top ? clamp(box.y + y, 0, box.y + box.height - least) : box.y;
  const right = box.x + box.width + (sides.right ? x : 0);
  const bottom = box.y + box.height + (sides.bottom ? y : 0);
  return {
    x: left,
    y: top,
    width: clamp(right, left + least, whole.width) - left,
    height: clamp(bottom, top + least, whole.height) - top,
  };
}

/** A box between two places, inside of the picture and no smaller than what may be left. */
export function boxBetween(one: Point, other: Point, whole: Size): Rect {
  const box = {
    x: Math.min(one.x, other.x),
    y: Math.min(one.y, other.y),
    width: Math.abs(one.x - other.x),
    height: Math.abs(one.y - other.y),
  };
  return fitInside(box, whole);
}

function fitInside(box: Rect, whole: Size): Rect {
  const [x, y] = [
    clamp(Math.round(box.x), 0, whole.width - least),
    clamp(Math.round(box.y), 0, whole.height - least),
  ];
  return {
    x: Math.max(0, x),
    y: Math.max(0, y),
    width: clamp(Math.round(box.width), Math.min(least, whole.width), whole.width - Math.max(0, x)),
    height: clamp(Math.round(box.height), Math.min(least, whole.height), whole.height - Math.max(0, y)),
  };
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.max(Math.min(value, highest), Math.min(lowest, highest));
}
