/** Milliseconds within which nobody has seen that something else came to where he presses. */
const unseen = 500;
/** How far apart, in pixels, presses are that were meant for the same. */
const near = 10;

/** Knows the second press of a double click, and the hasty one, that meets what has just taken the place of what was pressed. */
export class SecondPress {
  #last = { what: '', x: Number.NaN, y: Number.NaN };
  #movedAt = Number.NEGATIVE_INFINITY;

  /** What can be pressed is another, or stands elsewhere, from now on. */
  moved(): void {
    this.#movedAt = performance.now();
  }

  /** Whether the press was meant for what was there before; `what` it has met. Keys meet what has the focus. */
  wasFor({ detail, clientX: x, clientY: y }: MouseEvent, what: string): boolean {
    if (detail === 0) return false;
    const last = this.#last;
    const isThere = Math.hypot(x - last.x, y - last.y) < near;
    if (isThere && what !== last.what && performance.now() - this.#movedAt < unseen) return true;
    this.#last = { what, x, y };
    return false;
  }
}
