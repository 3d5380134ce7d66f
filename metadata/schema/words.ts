import type { Json, JsonSchema } from '../common/json.ts';

/** Short words to write schemas with. */
export const ref = (name: string): JsonSchema => ({ $ref: `#/$defs/${name}` });

export const text = (description: string, more: JsonSchema = {}): JsonSchema => ({
  type: 'string',
  minLength: 1,
  description,
  ...more,
});

export const flag = (description: string): JsonSchema => ({ type: 'boolean', description });

export const whole = (description: string, more: JsonSchema = {}): JsonSchema => ({
  type: 'integer',
  description,
  ...more,
});

export const list = (items: JsonSchema, description: string, more: JsonSchema = {}): JsonSchema => ({
  type: 'array',
  items,
  description,
  ...more,
});

export const oneOf = (values: readonly string[], description: string): JsonSchema => ({
  enum: values,
  description,
});

/** A closed object: what it does not know is refused. */
export const object = (
  properties: Readonly<Record<string, Json>>,
  required: readonly string[],
  more: JsonSchema = {},
): JsonSchema => ({ type: 'object', properties, required, additionalProperties: false, ...more });

/** The same with a description, where the definition's own does not say enough. */
export const described = (schema: JsonSchema, description: string): JsonSchema => ({
  ...schema,
  description,
});

/** The top of a file, where an editor looks for the schema. */
export const file = (
  properties: Readonly<Record<string, Json>>,
  required: readonly string[],
  description: string,
): JsonSchema =>
  object({ $schema: { type: 'string', description: 'For editors.' }, ...properties }, required, {
    description,
  });
