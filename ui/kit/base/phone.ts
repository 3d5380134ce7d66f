import type { ReactiveController, ReactiveControllerHost } from 'lit';

const query = matchMedia('(max-width: 600px)');

/**
 * Tells whether the window is as narrow as a phone; an element that asks is drawn again when that changes. Styles ask
 * `max-width: 600px`.
 */
export class Phone implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #turned = () => this.#host.requestUpdate();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get is(): boolean {
    return query.matches;
  }

  hostConnected(): void {
    query.addEventListener('change', this.#turned);
  }

  hostDisconnected(): void {
    query.removeEventListener('change', this.#turned);
  }
}
