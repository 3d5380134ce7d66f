/** Where one is: the path's parts, and the query. */
export interface Place {
  readonly path: string;
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
}

export type Leave = () => boolean | Promise<boolean>;

/** Addresses of the page, on the browser's history. Links inside the page are followed without loading it anew. */
class Router extends EventTarget {
  place: Place = read();
  #guard: Leave | null = null;
  #position = 0;

  constructor() {
    super();
    history.replaceState({ position: 0 }, '');
    addEventListener('popstate', (event) => void this.#popped(event));
    addEventListener('click', (event) => this.#clicked(event));
    addEventListener('beforeunload', (event) => {
      if (this.#guard) event.preventDefault();
    });
  }

  /** Asked before a page with unsaved changes is left; null: nothing holds. */
  guard(leave: Leave | null): void {
    this.#guard = leave;
  }

  /** Asks whoever holds unsaved changes, for what leaves a page without another address. */
  async mayLeave(): Promise<boolean> {
    return !this.#guard || (await this.#guard());
  }

  async go(address: string, replace = false): Promise<void> {
    if (!(await this.mayLeave())) return;
    this.#guard = null;
    if (replace) history.replaceState({ position: this.#position }, '', address);
    else history.pushState({ position: ++this.#position }, '', address);
    this.#arrived();
  }

  /** The same place with another query, without a new step in the history. */
  rewrite(query: URLSearchParams): void {
    const text = query.toString();
    history.replaceState(history.state, '', location.pathname + (text ? `?${text}` : ''));
    this.place = read();
  }

  async #popped(event: PopStateEvent): Promise<void> {
    const position = Number((event.state as { position?: number } | null)?.position ?? 0);
    const steps = this.#position - position;
    if (this.#guard && steps !== 0) {
      // Stay, ask, then go where one wanted to.
      const leave = this.#guard;
      this.#guard = null;
      history.go(steps);
      await new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
      if (!(await leave())) {
        this.#guard = leave;
        return;
      }
      history.go(-steps);
      return;
    }
    this.#position = position;
    this.#arrived();
  }

  #clicked(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (!link?.href || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || /^\/(docs|openapi\.json|api)\b/.test(url.pathname)) return;
    event.preventDefault();
    void this.go(url.pathname + url.search);
  }

  #arrived(): void {
    this.place = read();
    this.dispatchEvent(new Event('change'));
  }
}

function read(): Place {
  const path = location.pathname;
  return {
    path,
    parts: path.split('/').filter(Boolean).map(decoded),
    query: new URLSearchParams(location.search),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const router = new Router();
