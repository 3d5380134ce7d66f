/** A reader of parameters: a credential, under the name of a program, for an organisation. */
export interface Reader {
  /** `app`: one that is known by a name of its own and has neither token nor user. */
  readonly kind: 'token' | 'user' | 'app';
  /** Of the token's record, of the user, of the app. */
  readonly id: string;
  /** As the program names itself; empty: it does not. */
  readonly client: string;
  readonly version: string;
  /** Id. */
  readonly org: string;
}

/**
 * A place that is read: one parameter or instance; with an empty key all of a type that have no dimension; of all
 * types, with both empty.
 */
export interface ReadPlace {
  readonly type: string;
  readonly key: string;
}

/** Neither has a blank in it. */
export function placeName({ type, key }: ReadPlace): string {
  return `${type} ${key}`;
}

/** That a program could do nothing with a value it was sent. */
export interface Refused {
  readonly at: number;
  /** Of the values it was sent. */
  readonly revision: number;
  readonly reason: string;
}

/** That somebody read something, when last, and how new what he has of it is. */
export interface Read extends Reader, ReadPlace {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly revision: number;
  readonly refused: Refused | null;
}
