import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { publishes } from './publishes.ts';

/** Tells a page that another model is in force: as long as the page is there, and once it is free to follow. */
export class FollowedModel implements ReactiveController {
  readonly #page: ReactiveControllerHost;
  readonly #follow: () => void;
  readonly #isFree: () => boolean;
  #isBehind = false;
  #stop = () => {};
  readonly #hear = () => {
    this.#isBehind = true;
    this.#page.requestUpdate();
  };

  /** @param isFree asked whenever the page was drawn. Default: always. */
  constructor(page: ReactiveControllerHost, follow: () => void, isFree: () => boolean = () => true) {
    this.#page = page;
    this.#follow = follow;
    this.#isFree = isFree;
    page.addController(this);
  }

  hostConnected(): void {
    publishes.addEventListener('change', this.#hear);
    this.#stop = publishes.follow();
  }

  hostUpdated(): void {
    if (!this.#isBehind || !this.#isFree()) return;
    this.#isBehind = false;
    this.#follow();
  }

  hostDisconnected(): void {
    publishes.removeEventListener('change', this.#hear);
    this.#stop();
  }
}
