import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Asks the server for an element: only the newest question is answered, and none once the element is gone. */
export abstract class Asking implements ReactiveController {
  protected readonly host: ReactiveControllerHost;
  #asked: AbortController | null = null;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.giveUp();
  }

  /** The newest question: that before it is given up. */
  protected begin(): AbortSignal {
    this.giveUp();
    this.#asked = new AbortController();
    return this.#asked.signal;
  }

  protected giveUp(): void {
    this.#asked?.abort();
  }
}
