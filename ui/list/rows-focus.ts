import { isFocusFree } from '../kit/base/focus.ts';

interface Page {
  readonly grid: () => HTMLElement | null;
  readonly bar: () => HTMLElement | null;
  readonly isBegun: () => boolean;
}

/** Keeps somebody who was among the rows there while they are reloaded, and takes along who came down before them. */
export class RowsFocus {
  readonly #page: Page;
  #isWanted = false;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Remembers who is among the rows, before they are drawn anew. */
  remember(): void {
    if (!this.#page.isBegun()) this.#isWanted ||= this.#page.grid()?.matches(':focus-within') ?? false;
  }

  /** Focuses the rows once they are there, unless somebody is at work elsewhere by then. */
  enter(): void {
    if (!this.#isWanted || !this.#page.isBegun()) return;
    this.#isWanted = false;
    const focus = () => {
      if (isFocusFree() || this.#page.bar()?.matches(':focus-within')) this.#page.grid()?.focus();
    };
    focus();
    // The grid may lay its rows out later.
    requestAnimationFrame(focus);
  }

  /** Goes down to the rows, now or once they are there. */
  readonly go = () => {
    this.#isWanted = true;
    this.enter();
  };

  /** Leaves the focus to somebody who is at work elsewhere: he is not called back to the rows. */
  readonly stay = () => {
    this.#isWanted = false;
  };
}
