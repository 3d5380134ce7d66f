import type { Json, JsonSchema } from '../../common/json.ts';
import type { Field, FieldSet } from '../../field.ts';

/** Schema of what somebody may write of a record or a row, by today's names; everything may be left out or emptied. */
export function rowSchema(shape: FieldSet): JsonSchema {
  const properties: Record<string, Json> = {};
  for (const field of shape.fields) properties[field.name] = emptiable(field.kind.schema(field), field);
  return { type: 'object', properties, additionalProperties: false };
}

function emptiable(schema: JsonSchema, field: Field): JsonSchema {
  return { title: field.label.en, anyOf: [schema, { type: 'null' }] };
}
