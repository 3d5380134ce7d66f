import type { ReactiveControllerHost } from 'lit';
import type { ItemOf, ListRoute, ListPage as Page, RoutePath, RouteQuery } from '../session/route.ts';
import { session } from '../session/session.ts';
import { Loading, type LoadingOptions } from './loading.ts';

type Asking<R extends ListRoute> = Partial<
  Pick<LoadingOptions<Page<ItemOf<R>>, RouteQuery<R>>, 'key' | 'keeps'>
> & { readonly path?: RoutePath<R> };
/** The options of a list: required where the call's path has names, since they have to be filled in. */
type Options<R extends ListRoute> = R extends `${string}:${string}`
  ? [options: Asking<R> & { readonly path: RoutePath<R> }]
  : [options?: Asking<R>];

interface ListOptions<T, K, C>
  extends Partial<Pick<LoadingOptions<Page<T, C>, K>, 'key' | 'keeps' | 'loaded'>> {
  /** Reads the first page, or the one that begins at `next` of the page before. */
  readonly page: (key: K, next: C | null, signal: AbortSignal) => Promise<Page<T, C>>;
}

/** A list that is read page by page: `more` appends the next one. What it has stays while another is loaded. */
export class GrowingList<T, K, C = string> extends Loading<Page<T, C>, K> {
  readonly #page: ListOptions<T, K, C>['page'];
  #first: K | undefined;

  /** Of a call of the contract, with the names in its path; loaded when it is asked for, or by a query. */
  static of<R extends ListRoute>(
    host: ReactiveControllerHost,
    route: R,
    ...options: Options<R>
  ): GrowingList<ItemOf<R>, RouteQuery<R>>;
  static of<R extends ListRoute>(
    host: ReactiveControllerHost,
    route: R,
    { key = null, keeps = true, path }: Asking<R> = {},
  ) {
    return new GrowingList<ItemOf<R>, RouteQuery<R>>(host, {
      key,
      keeps,
      page: (query, cursor, signal) => session.api.page(route, { path, query, cursor, signal }),
    });
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

  get thinned(): boolean {
    return this.value?.thinned ?? false;
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
