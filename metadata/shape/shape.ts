import type { Json, JsonObject, JsonSchema } from '../common/json.ts';

declare const described: unique symbol;

/** A JSON Schema that carries, for the compiler alone, the type of what it describes. */
export type Shape<T> = JsonSchema & { readonly [described]?: () => T };

/** The type of what a shape describes. */
export type TypeOf<S> = S extends { readonly [described]?: () => infer T } ? T : never;

type Names<U> = U extends unknown ? keyof U : never;
/** The members of whichever of these it is: each may be there. */
export type Loosely<U> = {
  readonly [name in Names<U>]?: U extends { readonly [one in name]?: infer V } ? V : never;
};

/** Further words of a schema: what a document says beside the type. */
export type Said = JsonObject;

/** A member of an object that may be left out. */
class Optional<S> {
  readonly shape: S;

  constructor(shape: S) {
    this.shape = shape;
  }
}

type Member = JsonSchema | Optional<JsonSchema>;
export type Members = Readonly<Record<string, Member>>;
type Whole<O> = { readonly [name in keyof O]: O[name] };
type ObjectOf<M> = Whole<
  { readonly [name in keyof M as M[name] extends Optional<unknown> ? never : name]: TypeOf<M[name]> } & {
    readonly [name in keyof M as M[name] extends Optional<unknown> ? name : never]?: M[name] extends Optional<
      infer S
    >
      ? TypeOf<S>
      : never;
  }
>;

export const text = (said: Said = {}): Shape<string> => ({ type: 'string', ...said });
export const integer = (said: Said = {}): Shape<number> => ({ type: 'integer', ...said });
export const number = (said: Said = {}): Shape<number> => ({ type: 'number', ...said });
export const flag = (said: Said = {}): Shape<boolean> => ({ type: 'boolean', ...said });
/** A day of the calendar: `2026-11-22`. */
export const date = (said: Said = {}): Shape<string> => ({ type: 'string', format: 'date', ...said });
/** A moment: `2026-11-22T09:30:00Z`. */
export const instant = (said: Said = {}): Shape<string> => ({ type: 'string', format: 'date-time', ...said });
/** Whatever JSON can say. */
export const anything = (said: Said = {}): Shape<Json> => ({ ...said });
/** An object of which the document names no member; without saying so, generated clients allow none. */
export const anyObject = (said: Said = {}): Shape<JsonObject> => ({
  type: 'object',
  additionalProperties: true,
  ...said,
});
/** Nothing but null. */
export const nothing = (said: Said = {}): Shape<null> => ({ type: 'null', ...said });

/** This value and no other. */
export function only<const T extends string | number | boolean>(value: T, said: Said = {}): Shape<T> {
  return { const: value, ...said };
}

/** Makes the shape of a value that is one of these words. */
export function oneOf<const T extends readonly (string | boolean | null)[]>(
  values: T,
  said: Said = {},
): Shape<T[number]> {
  return { enum: [...values], ...said };
}

/** The same, or null. */
export function maybe<S extends JsonSchema>(shape: S, said: Said = {}): Shape<TypeOf<S> | null> {
  if (typeof shape['type'] === 'string') return { ...shape, type: [shape['type'], 'null'], ...said };
  if (Array.isArray(shape['enum'])) return { ...shape, enum: [...shape['enum'], null], ...said };
  return { anyOf: [shape, { type: 'null' }], ...said };
}

export function list<S extends JsonSchema>(items: S, said: Said = {}): Shape<readonly TypeOf<S>[]> {
  return { type: 'array', items, ...said };
}

export function optional<S extends JsonSchema>(shape: S): Optional<S> {
  return new Optional(shape);
}

/** Makes all members such that they may be left out. */
export function allOptional<const M extends Readonly<Record<string, JsonSchema>>>(members: M) {
  // The names of what is made of entries are not known to the compiler.
  return Object.fromEntries(
    Object.entries(members).map(([name, shape]) => [name, optional(shape)]),
  ) as unknown as { readonly [name in keyof M]: Optional<M[name]> };
}

/** Members that are there, and those that may be left out. Others are allowed: a later server says more. */
export function object<const M extends Members>(members: M, said: Said = {}): Shape<ObjectOf<M>> {
  const all = Object.entries(members);
  const required = all.flatMap(([name, member]) => (member instanceof Optional ? [] : [name]));
  return {
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(
      all.map(([name, member]) => [name, member instanceof Optional ? member.shape : member]),
    ),
    ...said,
  };
}

/** The same of what is sent: another member is a mistake. */
export function closed<const M extends Members>(members: M, said: Said = {}): Shape<ObjectOf<M>> {
  return object(members, { additionalProperties: false, ...said });
}

/** An object whose members have names that nobody knows beforehand, and all are such. */
export function dictionary<S extends JsonSchema>(
  of: S,
  said: Said = {},
): Shape<Readonly<Record<string, TypeOf<S>>>> {
  return { type: 'object', additionalProperties: of, ...said };
}

/** Makes the shape of a value that fits one of these. */
export function either<const S extends readonly JsonSchema[]>(
  shapes: S,
  said: Said = {},
): Shape<TypeOf<S[number]>> {
  return { anyOf: [...shapes], ...said };
}

/** Makes the shape of a value that fits one of these, and none of the others. */
export function exactlyOne<const S extends readonly JsonSchema[]>(shapes: S): Shape<TypeOf<S[number]>> {
  return { oneOf: [...shapes] };
}

/** A schema of what has a type of its own, which the document says less closely: the compiler takes it at its word. */
export function typed<T>(schema: JsonSchema): Shape<T> {
  return schema;
}

/** Makes the shape of a value that fits both. */
export function both<A extends JsonSchema, B extends JsonSchema>(
  one: A,
  other: B,
): Shape<TypeOf<A> & TypeOf<B>> {
  return { allOf: [one, other] };
}

/** A shape that stands under the components of the document, by its name there. */
export function named<S extends JsonSchema>(name: string, _shape: S, said: Said = {}): Shape<TypeOf<S>> {
  return { $ref: `#/components/schemas/${name}`, ...said };
}
