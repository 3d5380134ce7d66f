import type { ReactiveController } from 'lit';
import type { GjElement } from './gj-element.ts';

/** How much room an element has; it is drawn again when that changes. */
export class BoxSize implements ReactiveController {
  width = 0;
  height = 0;
  readonly #host: GjElement;
  readonly #watch: ResizeObserver;

  constructor(host: GjElement) {
    this.#host = host;
    this.#watch = new ResizeObserver(([entry]) => {
      if (!entry) return;
      this.width = entry.contentRect.width;
      this.height = entry.contentRect.height;
      host.requestUpdate();
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#watch.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#watch.disconnect();
  }
}
