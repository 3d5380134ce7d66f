/** Pixels from an edge within which dragging scrolls. */
const band = 56;
/** Pixels a second at the very edge. */
const fastest = 1100;
/** Browsers say again and again over what something is dragged, moved or not; silence means that it went elsewhere. */
const silence = 600;

/**
 * Goes on scrolling while something is dragged near the upper or lower edge, so that it can be dropped beyond what was
 * in sight.
 */
export class EdgeScroll {
  #scroller: HTMLElement | null = null;
  #speed = 0;
  #heard = 0;
  #last = 0;
  #frame = 0;

  /** Of all that scrolls inside this. */
  constructor(host: HTMLElement) {
    // Before those who keep the event to themselves.
    host.addEventListener('dragover', this.#over, true);
    for (const end of ['drop', 'dragend']) host.addEventListener(end, this.#stop, true);
  }

  readonly #over = (event: DragEvent): void => {
    this.#scroller = event.composedPath().find(scrolls) ?? null;
    this.#speed = this.#scroller ? speedAt(event.clientY, this.#scroller.getBoundingClientRect()) : 0;
    this.#heard = event.timeStamp;
    if (this.#speed === 0) this.#stop();
    else if (this.#frame === 0) {
      this.#last = performance.now();
      this.#frame = requestAnimationFrame(this.#go);
    }
  };

  readonly #go = (now: number): void => {
    const by = (this.#speed * Math.max(0, now - this.#last)) / 1000;
    this.#last = now;
    this.#scroller?.scrollBy({ top: by, behavior: 'instant' });
    if (now - this.#heard > silence) this.#stop();
    else this.#frame = requestAnimationFrame(this.#go);
  };

  readonly #stop = (): void => {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  };
}

/** Pixels a second, up below zero: none in the middle, more the nearer to an edge. */
function speedAt(y: number, { top, bottom }: Pick<DOMRect, 'top' | 'bottom'>): number {
  const near = Math.min(band, (bottom - top) / 4);
  const above = top + near - y;
  const below = y - (bottom - near);
  const deep = Math.max(above, below);
  if (deep <= 0) return 0;
  return Math.sign(below - above) * fastest * Math.min(1, deep / near);
}

function scrolls(at: EventTarget): at is HTMLElement {
  return (
    at instanceof HTMLElement &&
    at.scrollHeight > at.clientHeight + 1 &&
    /auto|scroll/.test(getComputedStyle(at).overflowY)
  );
}
