import type { AnswerOf, BodyOf, PathOf, QueryOf } from '../../metadata/contract/common/call.ts';
import type { Routes } from '../../metadata/contract/contract.ts';

/** A call of the API as its contract says it: `GET /api/changesets/:id`. */
export type Route = keyof Routes;

export type RouteAnswer<R extends Route> = AnswerOf<Routes[R]>;

/** How a call is made, whatever it says. */
export interface How {
  readonly reason?: string;
  readonly signal?: AbortSignal;
  /** The call goes on when the page is closed; its body has 64 KB at most. Default: no. */
  readonly keepalive?: boolean;
}

type Nothing = Readonly<Record<never, never>>;
type Names<C> = keyof PathOf<C> extends never ? Nothing : { readonly path: PathOf<C> };
type Sends<C> = C extends { readonly bodyOptional: true }
  ? { readonly body?: BodyOf<C> }
  : C extends { readonly body: unknown }
    ? { readonly body: BodyOf<C> }
    : Nothing;
type Saw<C> = C extends { readonly ifMatch: true } ? { readonly ifMatch: number } : Nothing;

/** What is said with a call: names in its path, words of its query, its body, the revision one saw. */
export type RouteRequest<R extends Route> = Names<Routes[R]> &
  Sends<Routes[R]> &
  Saw<Routes[R]> & { readonly query?: QueryOf<Routes[R]> } & How;

/** The request is left out where nothing has to be said. */
export type RouteAsked<R extends Route> =
  Nothing extends RouteRequest<R> ? [request?: RouteRequest<R>] : [request: RouteRequest<R>];

/** `/api/changesets/:id` with its names filled in. */
export function filled(path: string, names: Readonly<Record<string, string>> = {}): string {
  return path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(names[name] ?? ''));
}
