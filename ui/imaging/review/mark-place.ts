/** A place on a picture, as parts of its width and height. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Quarter turns of a picture, clockwise. */
export type Turns = 0 | 1 | 2 | 3;

/** A point of what is seen of a turned picture, as a point of the picture itself. */
export function pointOn({ x, y }: Point, turns: Turns): Point {
  switch (turns) {
    case 1:
      return { x: y, y: 1 - x };
    case 2:
      return { x: 1 - x, y: 1 - y };
    case 3:
      return { x: 1 - y, y: x };
    default:
      return { x, y };
  }
}

/** The place between two corners, in whichever order they were named; what lies outside of the picture is not of it. */
export function placeBetween(one: Point, other: Point): Place {
  const [left, right] = [one.x, other.x].map(within).toSorted((a, b) => a - b) as [number, number];
  const [top, bottom] = [one.y, other.y].map(within).toSorted((a, b) => a - b) as [number, number];
  return { left, top, width: right - left, height: bottom - top };
}

/** A place moved, or made larger, and still on the picture. */
export function shifted(place: Place, { x, y }: Point, resizes: boolean): Place {
  const { left, top, width, height } = place;
  if (resizes)
    return {
      left,
      top,
      width: Math.min(1 - left, Math.max(least, width + x)),
      height: Math.min(1 - top, Math.max(least, height + y)),
    };
  return {
    width,
    height,
    left: Math.min(1 - width, Math.max(0, left + x)),
    top: Math.min(1 - height, Math.max(0, top + y)),
  };
}

/** Whether it is large enough that somebody meant it. */
export function isPlace({ width, height }: Place): boolean {
  return width >= least && height >= least;
}

/** As its record holds it: six digits are finer than any scan. */
export function placeTexts({ left, top, width, height }: Place) {
  return { left: text(left), top: text(top), width: text(width), height: text(height) };
}

const least = 0.01;

function within(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function text(value: number): string {
  return String(Math.round(value * 1_000_000) / 1_000_000);
}
