import type { AnswerOf, BodyOf, OthersOf, PathOf, QueryOf } from '../../metadata/contract/common/call.ts';
import type { Routes } from '../../rules/contract.ts';

/** A call of a contract by how it is asked. Files and streams have addresses, unless they may be had as a job. */
type RouteIn<M> = {
  [R in keyof M]: M[R] extends { readonly type: unknown }
    ? M[R] extends { readonly also: unknown }
      ? R
      : never
    : R;
}[keyof M];
/** A call of the platform: `GET /api/changesets/:id`. */
export type Route = RouteIn<Routes>;

/** A call of the platform that answers a file. */
export type FileRoute = {
  [R in keyof Routes]: Routes[R] extends { readonly type: unknown } ? R : never;
}[keyof Routes];

/** Makes the calls of a contract: what is said and what is answered is as that has it. */
export interface Calls<M> {
  call<R extends RouteIn<M>>(route: R, ...[request]: AskedOf<M[R]>): Promise<Answered<M[R]>>;
}

/** The body of any answer with a status of success; of a call for a file, the body answered instead. */
type Answered<C> = (C extends { readonly type: unknown } ? never : AnswerOf<C>) | Instead<OthersOf<C>>;
export type RouteAnswer<R extends Route> = Answered<Routes[R]>;
/** Names in the path of a call. */
export type RoutePath<R extends Route> = PathOf<Routes[R]>;
export type RouteQuery<R extends Route> = Asks<Routes[R]>;

type Instead<O> = O extends { readonly body: infer B } ? B : never;

/** A call that lists something, page by page: `GET /api/jobs`. */
export type ListRoute = {
  [R in Route]: R extends `GET ${string}`
    ? RouteAnswer<R> extends { readonly items: readonly unknown[]; readonly next: string | null }
      ? R
      : never
    : never;
}[Route];

/** Some of what a call lists, and where it goes on. */
export interface ListPage<T, C = string> {
  readonly items: readonly T[];
  readonly next: C | null;
  /** Of a search: all that is later was looked through. */
  readonly searchedTo?: string;
  /** Of versions: there were earlier ones, which are no longer kept. */
  readonly thinned?: boolean;
}

/** One of what is listed there. */
export type ItemOf<R extends ListRoute> =
  RouteAnswer<R> extends { readonly items: readonly (infer Item)[] } ? Item : never;

/** The options of a call that say how it is made. */
export interface How {
  readonly reason?: string;
  readonly signal?: AbortSignal;
  /** The call goes on when the page is closed; its body has 64 KB at most. Default: no. */
  readonly keepalive?: boolean;
  /** However often it is sent with the same, it is done once. Default: whenever it is sent. */
  readonly once?: string;
  /** An empty word of the query is said, too. Default: it is left out. */
  readonly saysEmpty?: boolean;
}

type Nothing = Readonly<Record<never, never>>;
type Names<C> = keyof PathOf<C> extends never ? Nothing : { readonly path: PathOf<C> };
type Sends<C> = C extends { readonly upload: true }
  ? { readonly file: Blob | FormData }
  : C extends { readonly bodyOptional: true }
    ? { readonly body?: BodyOf<C> }
    : C extends { readonly body: unknown }
      ? { readonly body: BodyOf<C> }
      : Nothing;
type Saw<C> = C extends { readonly ifMatch: true }
  ? { readonly ifMatch: number }
  : C extends { readonly ifMatch: 'own' }
    ? { readonly ifMatch?: number }
    : Nothing;
type Asks<C> = Org &
  (C extends { readonly query: unknown } ? Loosely<QueryOf<C>> : Nothing) &
  (C extends { readonly fieldFilters: true } ? FieldFilters : Nothing);
/** A query whose undefined words are left out. */
type Loosely<Q> = { readonly [word in keyof Q]?: Q[word] | undefined };
type FieldFilters = Readonly<Record<string, string | number | boolean | undefined>>;
/** Number of the organisation of the call. Default: that of the page. */
type Org = { readonly org?: string | undefined };

/** The request of a call: names in its path, words of its query, its body, the revision one saw. */
type RequestOf<C> = Names<C> & Sends<C> & Saw<C> & { readonly query?: Asks<C> } & How;
export type RouteRequest<R extends Route> = RequestOf<Routes[R]>;

/** The request is left out where nothing has to be said. */
export type AskedOf<C> = Nothing extends RequestOf<C> ? [request?: RequestOf<C>] : [request: RequestOf<C>];

/** `/api/changesets/:id` with its names filled in. */
export function filled(path: string, names: Readonly<Record<string, string>> = {}): string {
  return path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(names[name] ?? ''));
}
