/** Pixels that a hand moves while it clicks. */
const clickSlack = 4;

/**
 * Scrolls a picture that is larger than its frame by dragging; a click stays a click. Its members listen on the frame.
 */
export class DragScroll {
  /** The point of the picture at which the pointer holds it. */
  #held: { readonly x: number; readonly y: number } | null = null;
  #moved = false;

  readonly hold = (event: PointerEvent): void => {
    if (event.button !== 0 || event.pointerType !== 'mouse') return;
    const { scrollLeft, scrollTop } = event.currentTarget as HTMLElement;
    this.#held = { x: event.clientX + scrollLeft, y: event.clientY + scrollTop };
    this.#moved = false;
  };

  readonly drag = (event: PointerEvent): void => {
    const frame = event.currentTarget as HTMLElement;
    const held = event.buttons === 1 ? this.#held : null;
    if (held) {
      const [left, top] = [held.x - event.clientX, held.y - event.clientY];
      this.#moved ||= Math.hypot(left - frame.scrollLeft, top - frame.scrollTop) >= clickSlack;
      if (this.#moved) frame.scrollTo(left, top);
    } else this.#held = null;
    frame.classList.toggle('held', held !== null && this.#moved);
  };

  /** Swallows the click after a drag, which was not meant for the element below the pointer. */
  readonly drop = {
    capture: true,
    handleEvent: (event: Event): void => {
      if (this.#moved) event.stopPropagation();
      this.#moved = false;
    },
  };
}
