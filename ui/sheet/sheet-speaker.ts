import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Milliseconds after which one has come to a cell, and is not only on the way. */
const rest = 200;

/** Tells the cell that one has come to to screen readers; not while one is still on the way. */
export class SheetSpeaker implements ReactiveController {
  readonly #sheet: ReactiveControllerHost & HTMLElement;
  readonly #spoken: () => string | null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(sheet: ReactiveControllerHost & HTMLElement, spoken: () => string | null) {
    this.#sheet = sheet;
    this.#spoken = spoken;
    sheet.addController(this);
  }

  hostUpdated(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#speak(), rest);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  #speak(): void {
    const said = this.#sheet.shadowRoot?.querySelector('#said');
    if (!said || !this.#sheet.matches(':focus-within')) return;
    const text = this.#spoken();
    if (text !== null && said.textContent !== text) said.textContent = text;
  }
}
