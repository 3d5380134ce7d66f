import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { session } from '../session/session.ts';

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
  /** Of a search: all that is later was looked through. */
  readonly searchedTo?: string;
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** A list that the server tells page by page: `more` appends the next one. */
export class GrowingList<T> implements ReactiveController {
  items: readonly T[] = [];
  next: string | null = null;
  searchedTo: string | undefined;
  busy = false;
  failure: unknown = null;
  readonly #host: ReactiveControllerHost;
  readonly #path: string;
  #query: Query = {};
  #asked: AbortController | null = null;

  constructor(host: ReactiveControllerHost, path: string) {
    this.#host = host;
    this.#path = path;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#asked?.abort();
  }

  /** Starts over. */
  load(query: Query = {}): Promise<void> {
    this.#query = query;
    return this.#ask(null);
  }

  async more(): Promise<void> {
    if (this.next !== null && !this.busy) await this.#ask(this.next);
  }

  async #ask(cursor: string | null): Promise<void> {
    this.#asked?.abort();
    const asked = new AbortController();
    this.#asked = asked;
    this.busy = true;
    this.failure = null;
    this.#host.requestUpdate();
    try {
      const query = { ...this.#query, ...(cursor === null ? {} : { cursor }) };
      const page = await session.api.get<Page<T>>(this.#path, { query, signal: asked.signal });
      if (asked.signal.aborted) return;
      this.items = cursor === null ? page.items : [...this.items, ...page.items];
      this.next = page.next;
      this.searchedTo = page.searchedTo;
    } catch (failure) {
      if (asked.signal.aborted) return;
      this.failure = failure;
    }
    this.busy = false;
    this.#host.requestUpdate();
  }
}
