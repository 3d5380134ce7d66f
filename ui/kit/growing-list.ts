import type { ReactiveControllerHost } from 'lit';
import type { ItemOf, ListRoute, RouteQuery } from '../session/route.ts';
import { session } from '../session/session.ts';
import { Asking } from './asking.ts';

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
  /** Of a search: all that is later was looked through. */
  readonly searchedTo?: string;
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** A list that the server tells page by page: `more` appends the next one. */
export class GrowingList<T, Q extends Query = Query> extends Asking {
  items: readonly T[] = [];
  next: string | null = null;
  searchedTo: string | undefined;
  busy = false;
  failure: unknown = null;
  readonly #path: string;
  #query: Query = {};

  /** Of a call of the contract. */
  static of<R extends ListRoute>(host: ReactiveControllerHost, route: R) {
    return new GrowingList<ItemOf<R>, RouteQuery<R>>(host, route.replace('GET ', ''));
  }

  constructor(host: ReactiveControllerHost, path: string) {
    super(host);
    this.#path = path;
  }

  /** Starts over. */
  load(query: Q): Promise<void> {
    this.#query = query;
    return this.#ask(null);
  }

  async more(): Promise<void> {
    if (this.next !== null && !this.busy) await this.#ask(this.next);
  }

  async #ask(cursor: string | null): Promise<void> {
    const signal = this.begin();
    this.busy = true;
    this.failure = null;
    this.host.requestUpdate();
    try {
      const query = { ...this.#query, ...(cursor === null ? {} : { cursor }) };
      const page = await session.api.get<Page<T>>(this.#path, { query, signal });
      if (signal.aborted) return;
      this.items = cursor === null ? page.items : [...this.items, ...page.items];
      this.next = page.next;
      this.searchedTo = page.searchedTo;
    } catch (failure) {
      if (signal.aborted) return;
      this.failure = failure;
    }
    this.busy = false;
    this.host.requestUpdate();
  }
}
