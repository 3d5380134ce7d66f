import type { Json, JsonObject } from './common/json.ts';
import type { SharingStrategy } from './common/sharing-strategies.ts';
import type { Form } from './model.ts';

declare const held: unique symbol;
declare const wire: unique symbol;

/**
 * A form whose records are known to hold these members: a type by the ids of fields that was generated from packages,
 * and the names that callers know some of them by. Whoever reads records of it is answered them typed.
 */
export type FormOf<Held, Renames = unknown> = Form & {
  readonly [held]: StoredOf<Held>;
  readonly [wire]: WireOf<Held, Renames>;
};

/** Any form, with what its stored records hold beside JSON; nothing is known of most. */
export type FormHolding<S> = Form & { readonly [held]?: S };

/** Any form, with what its records hold beside JSON as callers see them; nothing is known of most. */
export type FormTelling<W> = Form & { readonly [wire]?: W };

/** A record as it is stored, by the ids of fields: what is pointed at is an id, and every row has one. */
export type StoredOf<Held> = { -readonly [Id in keyof Held]: StoredValue<Held[Id]> };

type StoredValue<T> = Json extends T
  ? T
  : T extends readonly (infer One)[]
    ? readonly StoredValue<One>[]
    : T extends object
      ? StoredRow<T>
      : T;
type StoredRow<T> = string extends keyof T ? never : StoredOf<T> & { id: string; [field: string]: Json };

/** A record as callers see it, by the names of fields: what is pointed at is named, and every row has an id. */
export type WireOf<Held, Renames = unknown> = WireFields<Held, Renames> & WireMembers;

type WireFields<Held, Renames> = {
  readonly [Id in keyof Held as Id extends keyof Renames
    ? Renames[Id] extends string
      ? Renames[Id]
      : Id
    : Id]: WireValue<Held[Id], Id extends keyof Renames ? Renames[Id] : unknown>;
};

type WireValue<T, Renames> = [Pointer<T>] extends [never]
  ? WirePart<T, Renames>
  : Reference | Extract<T, null | undefined>;
type WirePart<T, Renames> = Json extends T
  ? T
  : T extends readonly (infer One)[]
    ? readonly WireValue<One, Renames>[]
    : T extends object
      ? WireFields<T, Renames> & JsonObject & { readonly id: string }
      : T;

/** The type of a member that is a reference; never for rows and for JSON. */
type Pointer<T> = Json extends T ? never : T extends object ? (string extends keyof T ? T : never) : never;

/** The members that a record on the wire has beside its fields. */
type WireMembers = {
  readonly org?: Reference;
  readonly sharing?: SharingStrategy;
  readonly enabled?: boolean;
  readonly createdAt?: string;
  readonly createdBy?: Reference;
  readonly modifiedAt?: string;
  readonly modifiedBy?: Reference;
};

/** A record that another one points at, as callers see it. */
export type Reference = {
  readonly id: string;
  readonly number?: string | null;
  readonly name?: string | null;
};
