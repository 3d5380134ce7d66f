import type { Json, JsonSchema } from '../../../metadata/common/json.ts';

/** The bounds of a schema that states none. */
const mostItems = 10_000;
const longest = 100_000;

/** Of ids, dates and the like, whatever is wrong with them. */
const longestFormatted = 100;

/** The same schema with a limit at every list and text in it that has none of its own, so that none goes unsaid. */
export function limited(schema: JsonSchema): JsonSchema {
  return within(schema) as JsonSchema;
}

type Part = Readonly<Record<string, Json | undefined>>;

function within(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(within);
  if (typeof schema !== 'object' || schema === null) return schema;
  const part = schema as Part;
  const types = [part['type']].flat();
  const own: Record<string, Json> = {};
  for (const [name, value] of Object.entries(part)) {
    if (value === undefined) continue;
    own[name] = inner.has(name) ? within(value) : byName.has(name) ? eachWithin(value) : value;
  }
  if (types.includes('array') && part['maxItems'] === undefined) own['maxItems'] = mostItems;
  if (types.includes('string') && isOpen(part))
    own['maxLength'] = part['format'] === undefined ? longest : longestFormatted;
  return own;
}

const inner = new Set(['items', 'additionalProperties', 'anyOf', 'oneOf', 'allOf', 'not', 'propertyNames']);
const byName = new Set(['properties', 'patternProperties', '$defs']);

function eachWithin(members: Json): Json {
  return Object.fromEntries(
    Object.entries(members as JsonSchema).map(([name, value]: [string, Json]) => [name, within(value)]),
  );
}

function isOpen({ maxLength, enum: choices, const: only, format }: Part): boolean {
  return maxLength === undefined && choices === undefined && only === undefined && format !== 'binary';
}
