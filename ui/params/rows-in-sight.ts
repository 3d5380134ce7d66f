import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** As long as there are no more, all of them are there, for the browser's own search too. */
const allUpTo = 120;
/** Pixels above and below what is in sight that are there already. */
const beyond = 600;
/** Only when less than that is left of them are others drawn: not with every turn of a wheel. */
const least = 200;
/** The height in pixels of a row that nobody has measured. */
const usual = 49;

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: ParentNode };

/** The rows that are drawn, and the heights of those before and after them. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly before: number;
  readonly after: number;
}

/**
 * Of hundreds of rows of differing height only those in sight, in an element that scrolls; each `[data-row]` says its
 * place. What was measured once is remembered by the row's key.
 */
export class RowsInSight implements ReactiveController {
  readonly #host: Host;
  readonly #heights = new Map<string, number>();
  #keys: readonly string[] = [];
  #drawn: Stretch = { from: 0, to: 0, before: 0, after: 0 };
  readonly #resize = new ResizeObserver(() => this.#look());
  readonly #scrolled = () => this.#look();

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('scroll', this.#scrolled, { passive: true });
    this.#resize.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('scroll', this.#scrolled);
    this.#resize.disconnect();
  }

  /** Measures the drawn rows, so that the heights of those around them are guessed better. */
  hostUpdated(): void {
    if (this.#keys.length <= allUpTo) return;
    let moved = false;
    for (const row of this.#host.renderRoot.querySelectorAll<HTMLElement>('[data-row]')) {
      const key = this.#keys[Number(row.dataset['row'])];
      const { height } = row.getBoundingClientRect();
      if (key === undefined || height === 0 || this.#heights.get(key) === height) continue;
      this.#heights.set(key, height);
      moved = true;
    }
    if (moved) this.#look();
  }

  /** The rows to draw, of these. */
  stretch(keys: readonly string[]): Stretch {
    this.#keys = keys;
    this.#drawn = this.#within(beyond);
    return this.#drawn;
  }

  /** Scrolls to a row, so that it is there after the next update. */
  async reach(at: number): Promise<void> {
    const { from, to } = this.#drawn;
    if (at < from || at >= to) {
      this.#host.scrollTop = this.#above(at) - this.#host.clientHeight / 2;
      this.#host.requestUpdate();
    }
    await this.#host.updateComplete;
  }

  #above(at: number): number {
    return this.#keys.slice(0, at).reduce((sum, key) => sum + this.#height(key), 0);
  }

  #height(key: string): number {
    return this.#heights.get(key) ?? usual;
  }

  #look(): void {
    const { from, to } = this.#within(least);
    if (from < this.#drawn.from || to > this.#drawn.to) this.#host.requestUpdate();
  }

  /** The rows that are no further from what is in sight. */
  #within(pixels: number): Stretch {
    const keys = this.#keys;
    if (keys.length <= allUpTo) return { from: 0, to: keys.length, before: 0, after: 0 };
    const { scrollTop, clientHeight } = this.#host;
    const [top, bottom] = [scrollTop - pixels, scrollTop + clientHeight + pixels];
    let [from, to, before, after, at] = [keys.length, 0, 0, 0, 0];
    keys.forEach((key, place) => {
      const height = this.#height(key);
      if (at + height < top) before += height;
      else if (at > bottom) after += height;
      else {
        from = Math.min(from, place);
        to = place + 1;
      }
      at += height;
    });
    return { from: Math.min(from, to), to, before, after };
  }
}
