import type { ReactiveController, ReactiveElement } from 'lit';
import type { SheetViewport } from './model/sheet-viewport.ts';
import type { SheetLayout } from './sheet-layout.ts';

/** What scrolls on the page: its size and place are those of the viewport, whichever of the two changed. */
export class SheetFrame implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #layout: SheetLayout;
  readonly #viewport: SheetViewport;
  readonly #sizes = new ResizeObserver(() => this.measure());

  constructor(host: ReactiveElement, layout: SheetLayout, viewport: SheetViewport) {
    this.#host = host;
    this.#layout = layout;
    this.#viewport = viewport;
    host.addController(this);
  }

  /** Where what scrolls was last put, and how much there was to scroll. */
  #placed: { readonly scroller: HTMLElement; readonly place: string } | null = null;

  get scroller(): HTMLElement | null {
    return this.#host.renderRoot?.querySelector<HTMLElement>('.scroller') ?? null;
  }

  hostConnected(): void {
    if (this.scroller) this.#sizes.observe(this.scroller);
  }
  hostDisconnected(): void {
    this.#sizes.disconnect();
  }
  hostUpdated(): void {
    const { scroller } = this;
    if (!scroller) return;
    this.#sizes.observe(scroller);
    const { scrollTop, scrollLeft, width, height } = this.#viewport;
    // Asking where it stands lays the page out: with every key, where nothing moved.
    const place = [
      scrollTop,
      scrollLeft,
      width,
      height,
      scroller.firstElementChild?.getAttribute('style'),
    ].join(' ');
    if (scroller === this.#placed?.scroller && place === this.#placed.place) return;
    this.#placed = { scroller, place };
    if (scroller.scrollTop !== scrollTop) scroller.scrollTop = scrollTop;
    if (scroller.scrollLeft !== scrollLeft) scroller.scrollLeft = scrollLeft;
    // A frame that has just grown has room for what was to be scrolled to: a click is where it is seen.
    this.scrolled();
  }

  measure(): void {
    const { scroller } = this;
    if (scroller && this.#layout.measured(scroller.clientWidth, scroller.clientHeight))
      this.#host.requestUpdate();
  }

  scrolled(): void {
    const { scroller } = this;
    if (scroller && this.#layout.scrolled(scroller.scrollLeft, scroller.scrollTop))
      this.#host.requestUpdate();
  }
}
