import type { ReactiveControllerHost } from 'lit';
import type { ItemOf, ListRoute, RouteQuery } from '../session/route.ts';
import { session } from '../session/session.ts';
import { Loading, type LoadingOptions } from './loading.ts';

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
  /** Of a search: all that is later was looked through. */
  readonly searchedTo?: string;
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** When a list is loaded, and what stays of it meanwhile. Default: when `load` is called, and whatever it has stays. */
type ListOptions<T, Q> = Partial<Pick<LoadingOptions<Page<T>, Q>, 'key' | 'keeps'>>;

/** A list that the server answers page by page: `more` appends the next one. */
export class GrowingList<T, Q extends Query = Query> extends Loading<Page<T>, Q> {
  readonly #path: string;
  #query: Query = {};

  /** Of a call of the contract. */
  static of<R extends ListRoute>(
    host: ReactiveControllerHost,
    route: R,
    options?: ListOptions<ItemOf<R>, RouteQuery<R>>,
  ) {
    return new GrowingList<ItemOf<R>, RouteQuery<R>>(host, route.replace('GET ', ''), options);
  }

  constructor(host: ReactiveControllerHost, path: string, options: ListOptions<T, Q> = {}) {
    super(host, {
      key: null,
      keeps: true,
      ...options,
      load: (query, signal) => {
        this.#query = query;
        return this.#read(query, signal);
      },
    });
    this.#path = path;
  }

  get items(): readonly T[] {
    return this.value?.items ?? [];
  }

  get next(): string | null {
    return this.value?.next ?? null;
  }

  get searchedTo(): string | undefined {
    return this.value?.searchedTo;
  }

  async more(): Promise<void> {
    const cursor = this.next;
    if (cursor === null || this.busy) return;
    await this.ask(
      (signal) => this.#read({ ...this.#query, cursor }, signal),
      (page) => this.set({ ...page, items: [...this.items, ...page.items] }),
    );
  }

  #read(query: Query, signal: AbortSignal): Promise<Page<T>> {
    return session.api.get<Page<T>>(this.#path, { query, signal });
  }
}
