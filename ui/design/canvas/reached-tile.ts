import type { LitElement, ReactiveController } from 'lit';

/** Brings the focus to a tile of the canvas, which may be drawn later: that of a column once the columns are placed. */
export class ReachedTile implements ReactiveController {
  readonly #host: LitElement;
  #wanted = '';

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Fulfilled when it was looked for, or is still to come. */
  async reach(place: string, come: Promise<unknown>): Promise<void> {
    this.#wanted = place;
    await come;
    await this.#host.updateComplete;
    this.hostUpdated();
  }

  giveUp(): void {
    this.#wanted = '';
  }

  hostUpdated(): void {
    if (this.#wanted === '') return;
    const place = CSS.escape(this.#wanted);
    const tile = this.#host.renderRoot.querySelector<HTMLElement>(
      `[data-place="${place}"], [data-part="${place}"]`,
    );
    if (tile) this.giveUp();
    tile?.focus();
  }
}
