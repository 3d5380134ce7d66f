import type { Label } from '../../common/label.ts';
import type { Shape, TypeOf } from '../../shape/shape.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Everybody · everybody, and who signed in is known · whoever signed in · platform administrators · whoever may design
 * something · either of these two · platform administrators, and tokens of theirs that provision people.
 */
export type Caller =
  | 'public'
  | 'anybody'
  | 'signed-in'
  | 'administers'
  | 'designs'
  | 'packages'
  | 'provisions';

/** The right a caller needs on records of the form that the path names. */
type FormCaller =
  | { readonly form: string }
  /** At least one of them, or of the actions that the form declares; each write is judged by itself. */
  | { readonly anyOf: readonly string[] }
  /** The action that the path names in `:action`. */
  | { readonly named: 'action' };

export type Access = Caller | FormCaller;

export type Status = 200 | 201 | 202 | 204;

/** A parameter that the query of a call may have. */
export interface QueryWord<T = unknown> {
  readonly summary: Label;
  readonly schema: Shape<T>;
}

/**
 * A call of the API, as whoever makes it and whoever answers it read it: the document, the server's handlers, the pages
 * and the command line all go by this.
 */
export interface CallShape {
  readonly method: Method;
  /** `/api/changesets/:id` */
  readonly path: string;
  /** Instead of the path for the router, which cannot tell a word from a name in the same place. */
  readonly routed?: string;
  readonly access: Access;
  /** Names the call in the documentation and in generated clients. */
  readonly operation: string;
  /** Group in the documentation. */
  readonly tag: string;
  readonly summary: Label;
  readonly query?: Readonly<Record<string, QueryWord>>;
  /** Words beside those are the fields of a list: `number=1`, `priority[gte]=3`. */
  readonly fieldFilters?: true;
  /** The kind of form it is for, where the path has `:form`. Default: all. */
  readonly of?: 'settings' | 'records' | 'matches' | 'files';
  /** Only of forms whose records are shared between organisations. Default: of all. */
  readonly sharing?: true;
  /** With `at`, it is asked about the past: `org` may be one that is gone. */
  readonly past?: true;
  /** The body that is sent, and judged by this. Default: nothing. */
  readonly body?: Shape<unknown>;
  /** A file is sent, by itself or as the field `file` of a form. Default: JSON. */
  readonly upload?: true;
  /** It is sent as a form of a page, not as JSON; by other servers alone, so that clients leave it out. */
  readonly urlencoded?: true;
  /** Files of the record may come with it, as parts of a form whose part `record` is the JSON. Default: they come before. */
  readonly withFiles?: true;
  /** Whether the body may be left out. Default: it has to be sent. */
  readonly bodyOptional?: true;
  /** Values that the body may hold. Default: 20,000. */
  readonly values?: number;
  /** Default: nothing. */
  readonly answer?: Shape<unknown>;
  /** Media types of the answer, one or several. Default: JSON. */
  readonly type?: string | readonly string[];
  /** Of success; several where it depends. Default: 200. */
  readonly status?: Status | readonly Status[];
  /** JSON that is answered instead, by its status. Default: nothing else is. */
  readonly also?: Readonly<Partial<Record<Status, Shape<unknown>>>>;
  /** The answer has an ETag, and If-None-Match with it is answered 304. Default: it has none. */
  readonly tagged?: true;
  /**
   * Whether the revision that was seen has to be sent; `own`: of a parameter, where a value stands already. Default:
   * no.
   */
  readonly ifMatch?: true | 'own';
  /** It speaks tus 1.0 in headers: begins an upload, brings a piece of it, or ends it. Default: it does not. */
  readonly tus?: 'begin' | 'piece' | 'end';
  /** Answered also while what is installed does not compile. Default: that is told instead. */
  readonly whenBroken?: true;
  /** The call only asks, though it is a POST. */
  readonly asks?: true;
  /** The answer tells a secret once; what is kept of it for repeated requests is encrypted. */
  readonly secretAnswer?: true;
  /** It changes what opens an account: a session whose person has an app or a passkey is confirmed with it first. */
  readonly confirmed?: true;
}

/** Says a call, and keeps what exactly was said of it. */
export function call<const C extends CallShape>(shape: C): C {
  return shape;
}

/** The query of a call as it was read: each word as its shape has it. */
export type QueryOf<C> = C extends { readonly query: infer Q }
  ? { readonly [name in keyof Q]?: Q[name] extends QueryWord ? TypeOf<Q[name]['schema']> : never }
  : Readonly<Record<never, never>>;

export type BodyOf<C> = C extends { readonly body: infer B } ? TypeOf<B> : undefined;

/** Undefined: it answers that it was done. */
export type AnswerOf<C> = C extends { readonly answer: infer A } ? TypeOf<A> : undefined;

/** The answers that may come instead, by their status. */
export type OthersOf<C> = C extends { readonly also: infer A }
  ? { readonly [status in keyof A]: { readonly status: status; readonly body: TypeOf<A[status]> } }[keyof A]
  : never;

/** `id` of `/api/changesets/:id/preview`. */
type NamesIn<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<Rest>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;

export type PathOf<C> = C extends { readonly path: infer P extends string }
  ? Readonly<Record<NamesIn<P>, string>>
  : never;

/** Calls by the name of their group and their own. */
export type CallGroups = Readonly<Record<string, Readonly<Record<string, CallShape>>>>;
type CallsOf<G> = { [group in keyof G]: G[group][keyof G[group]] }[keyof G];

/** Each call of some groups by how it is asked: `GET /api/changesets/:id`. */
export type RoutesOf<G> = {
  readonly [C in CallsOf<G> as C extends CallShape ? `${C['method']} ${C['path']}` : never]: C;
};
