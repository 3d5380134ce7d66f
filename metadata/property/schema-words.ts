import type { JsonSchema } from '../common/json.ts';
import type { Shape, TypeOf } from '../shape/shape.ts';

/** Short words to write schemas of package files with; each carries the type of what it describes. */
export const ref = <T = unknown>(name: string): Shape<T> => ({ $ref: `#/$defs/${name}` });

export const text = (description: string, more: JsonSchema = {}): Shape<string> => ({
  type: 'string',
  minLength: 1,
  description,
  ...more,
});

export const flag = (description: string): Shape<boolean> => ({ type: 'boolean', description });

export const whole = (description: string, more: JsonSchema = {}): Shape<number> => ({
  type: 'integer',
  description,
  ...more,
});

export const list = <S extends JsonSchema>(
  items: S,
  description: string,
  more: JsonSchema = {},
): Shape<readonly TypeOf<S>[]> => ({
  type: 'array',
  items,
  description,
  ...more,
});

export const oneOf = <const T extends readonly string[]>(
  values: T,
  description: string,
): Shape<T[number]> => ({
  enum: values,
  description,
});

type Members = Readonly<Record<string, JsonSchema>>;
type Whole<T> = { readonly [name in keyof T]: T[name] };
type Closed<M extends Members, R> = Whole<
  { readonly [name in keyof M as name extends R ? name : never]: TypeOf<M[name]> } & {
    readonly [name in keyof M as name extends R ? never : name]?: TypeOf<M[name]>;
  }
>;

/** A closed object: what it does not know is refused. */
export const object = <M extends Members, const R extends string = never>(
  properties: M,
  required: readonly R[],
  more: JsonSchema = {},
): Shape<Closed<M, R>> => ({ type: 'object', properties, required, additionalProperties: false, ...more });

/** The same with a description, where the definition's own does not say enough. */
export const described = <S extends JsonSchema>(schema: S, description: string): Shape<TypeOf<S>> => ({
  ...schema,
  description,
});

/** The top of a file, where an editor looks for the schema. */
export const file = (properties: Members, required: readonly string[], description: string): JsonSchema =>
  object(
    { $schema: { type: 'string', description: 'For editors.' } as JsonSchema, ...properties },
    required,
    { description },
  );

/** A PNG or a JPEG as a data URL, which says what it is by how it begins. */
export const dataPicture = '^data:image/(png;base64,iVBORw0KGgo|jpeg;base64,/9j/)[A-Za-z0-9+/]+=*$';
