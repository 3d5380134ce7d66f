import type { ReactiveControllerHost } from 'lit';
import type { ItemOf, ListRoute, RouteQuery } from '../session/route.ts';
import { session } from '../session/session.ts';
import { Loading, type LoadingOptions } from './loading.ts';

/** Some of what there is, and where it goes on. */
interface Page<T, C = string> {
  readonly items: readonly T[];
  readonly next: C | null;
  /** Of a search: all that is later was looked through. */
  readonly searchedTo?: string;
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

interface ListOptions<T, K, C>
  extends Partial<Pick<LoadingOptions<Page<T, C>, K>, 'key' | 'keeps' | 'loaded'>> {
  /** Reads the first page, or the one that begins at `next` of the page before. */
  readonly page: (key: K, next: C | null, signal: AbortSignal) => Promise<Page<T, C>>;
}

/** A list that is read page by page: `more` appends the next one. What it has stays while another is loaded. */
export class GrowingList<T, K = Query, C = string> extends Loading<Page<T, C>, K> {
  readonly #page: ListOptions<T, K, C>['page'];
  #first: K | undefined;

  /** Of a call of the contract; loaded when it is asked for, or by a query. */
  static of<R extends ListRoute>(
    host: ReactiveControllerHost,
    route: R,
    options?: Partial<Pick<LoadingOptions<Page<ItemOf<R>>, RouteQuery<R>>, 'key' | 'keeps'>>,
  ) {
    const page = pagesAt<ItemOf<R>, RouteQuery<R>>(route.replace('GET ', ''));
    return new GrowingList<ItemOf<R>, RouteQuery<R>>(host, { key: null, ...options, page });
  }

  /** At an address; loaded when it is asked for. */
  static at<T>(host: ReactiveControllerHost, path: string) {
    return new GrowingList<T>(host, { key: null, page: pagesAt<T, Query>(path) });
  }

  constructor(host: ReactiveControllerHost, { page, ...options }: ListOptions<T, K, C>) {
    super(host, {
      keeps: true,
      ...options,
      load: (key, signal) => {
        this.#first = key;
        return page(key, null, signal);
      },
    });
    this.#page = page;
  }

  get items(): readonly T[] {
    return this.value?.items ?? [];
  }

  get next(): C | null {
    return this.value?.next ?? null;
  }

  get searchedTo(): string | undefined {
    return this.value?.searchedTo;
  }

  async more(): Promise<void> {
    const [first, next] = [this.#first, this.next];
    if (first === undefined || next === null || this.busy) return;
    this.busy = true;
    this.host.requestUpdate();
    await this.ask(
      (signal) => this.#page(first, next, signal),
      (page) => this.set({ ...page, items: [...this.items, ...page.items] }),
    );
  }
}

function pagesAt<T, Q extends Query>(path: string) {
  return (query: Q, cursor: string | null, signal: AbortSignal) =>
    session.api.get<Page<T>>(path, { query: { ...query, ...(cursor !== null && { cursor }) }, signal });
}
