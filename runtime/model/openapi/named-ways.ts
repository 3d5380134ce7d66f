import type { Json, JsonObject, JsonSchema } from '../../../metadata/common/json.ts';

/**
 * A schema whose ways to write something, told apart by one member, stand under names of their own: a discriminator
 * can only select what has a name. `{ op: 'create' }` of `BatchBody` becomes `BatchBody.create`, put into `named`.
 */
export function withNamedWays(schema: JsonSchema, name: string, named: Record<string, Json>): JsonSchema {
  return look(schema as Json) as JsonSchema;

  function look(part: Json): Json {
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) return part.map(look);
    const inner = Object.fromEntries(
      Object.entries(part as JsonObject).map(([key, value]) => [key, look(value)]),
    );
    const { discriminator, oneOf } = inner;
    return discriminator === undefined || oneOf === undefined ? inner : { ...inner, ...waysOf(inner) };
  }

  function waysOf({ discriminator, oneOf }: JsonObject): JsonObject {
    const { propertyName } = discriminator as { readonly propertyName: string };
    const mapping: Record<string, string> = {};
    const ways = (oneOf as readonly JsonObject[]).map((way) => {
      const values = valuesOf((way['properties'] as JsonObject)[propertyName] as JsonObject);
      const own = `${name}.${values[0]}`;
      const pointer = `#/components/schemas/${own}`;
      named[own] = way;
      for (const value of values) mapping[value] = pointer;
      return { $ref: pointer };
    });
    return { discriminator: { propertyName, mapping }, oneOf: ways };
  }
}

function valuesOf({ const: only, enum: several }: JsonObject): readonly string[] {
  return ((several ?? [only]) as readonly Json[]).map(String);
}
