import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { ItemOf, ListRoute } from '../session/route.ts';
import { session } from '../session/session.ts';
import './gj-state.ts';

/** All there is at the address of a call that answers `{ items }`: asked when its host is shown, and again when somebody changed it. */
export class ListedItems<T> implements ReactiveController {
  #items: readonly T[] | null = null;
  #failure: unknown = null;
  readonly #host: ReactiveControllerHost;
  readonly #path: string;

  private constructor(host: ReactiveControllerHost, path: string) {
    this.#host = host;
    this.#path = path;
    host.addController(this);
  }

  static of<R extends ListRoute>(host: ReactiveControllerHost, route: R) {
    return new ListedItems<ItemOf<R>>(host, route.replace('GET ', ''));
  }

  hostConnected(): void {
    void this.load();
  }

  async load(): Promise<void> {
    this.#failure = null;
    try {
      this.#items = (await session.api.get<{ items: readonly T[] }>(this.#path)).items;
    } catch (failure) {
      this.#failure = failure;
    }
    this.#host.requestUpdate();
  }

  /** Why there are none, that they are on their way, or what `show` makes of them. */
  shown(show: (items: readonly T[]) => TemplateResult): TemplateResult {
    if (this.#failure !== null)
      return html`<gj-state .failure=${this.#failure} @retry=${() => this.load()}></gj-state>`;
    return this.#items ? show(this.#items) : html`<div aria-busy="true"></div>`;
  }
}
