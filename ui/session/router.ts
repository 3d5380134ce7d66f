/** A place in the web UI: the path's parts, and the query. */
export interface Place {
  readonly path: string;
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  /** Number of the organisation that the address names. */
  readonly org: string | null;
}

export type Leave = () => boolean | Promise<boolean>;

/** Addresses of the page, on the browser's history. Links inside the page are followed without loading it anew. */
class Router extends EventTarget {
  place: Place = read();
  #guard: Leave | null = null;
  #keeps: (() => Promise<boolean>) | null = null;
  #position = 0;
  #carried: string | null = null;

  constructor() {
    super();
    history.replaceState({ position: 0 }, '');
    addEventListener('popstate', (event) => void this.#popped(event));
    addEventListener('click', (event) => this.#clicked(event));
    addEventListener('beforeunload', (event) => {
      if (this.#guard) event.preventDefault();
    });
  }

  /**
   * From now on addresses name this organisation, the one of the page first; null: none. Pages never see it among their
   * query.
   */
  carry(org: string | null): void {
    this.#carried = org;
    if (this.place.org !== org) this.rewrite(this.place.query);
  }

  /**
   * Asked before a page with unsaved changes is left; null: nothing holds. `keeps` answers whether they are kept for
   * whoever comes back.
   */
  guard(leave: Leave | null, keeps: (() => Promise<boolean>) | null = null): void {
    this.#guard = leave;
    this.#keeps = keeps;
  }

  /** Asks whoever holds unsaved changes, for what leaves a page without another address. */
  async mayLeave(): Promise<boolean> {
    return !this.#guard || (await this.#guard());
  }

  /** Asks the same before another organisation is chosen, but for what is kept until one comes back to this one. */
  async maySwitch(): Promise<boolean> {
    return (this.#guard !== null && (await this.#keeps?.())) || this.mayLeave();
  }

  async go(address: string, replace = false): Promise<void> {
    if (!(await this.mayLeave())) return;
    this.#guard = null;
    if (replace) history.replaceState({ position: this.#position }, '', address);
    else history.pushState({ position: ++this.#position }, '', address);
    this.place = read();
    if (this.place.org === null && this.#carried !== null) this.rewrite(this.place.query);
    this.#arrived();
  }

  /** The same place with another query, without a new step in the history. */
  rewrite(query: URLSearchParams): void {
    const org = this.#carried === null ? '' : `org=${encodeURIComponent(this.#carried)}`;
    const text = [query.toString(), org].filter(Boolean).join('&');
    const address = location.pathname + (text ? `?${text}` : '');
    history.replaceState(history.state, '', address);
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
    // A person who goes back stays with the organisation he works for by now.
    this.place = read();
    if (this.place.org !== this.#carried) this.rewrite(this.place.query);
    this.#arrived();
  }

  #clicked(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    const link = followedLink(event);
    if (!link) return;
    const url = new URL(link.href);
    event.preventDefault();
    void this.go(url.pathname + url.search);
  }

  #arrived(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** The link of an event that leads to a page of ours. */
export function followedLink(event: Event): HTMLAnchorElement | undefined {
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
  if (!link?.href || link.target || link.hasAttribute('download')) return undefined;
  const { origin, pathname } = new URL(link.href);
  return origin === location.origin && !/^\/(docs|openapi\.json|api)\b/.test(pathname) ? link : undefined;
}

function read(): Place {
  const path = location.pathname;
  const query = new URLSearchParams(location.search);
  const org = query.get('org');
  query.delete('org');
  return { path, parts: path.split('/').filter(Boolean).map(decoded), query, org };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const router = new Router();
