import { isObject, type Json, type JsonObject, type JsonSchema } from '../../common/json.ts';
import { definitions } from '../../schema/definitions.ts';
import { anyObject, either, flag, named, type Shape, type TypeOf } from '../../shape/shape.ts';
import { label } from '../common/shared.ts';

const condition = anyObject({ description: 'A condition: a tree of all, any, not and some' });
/** Definitions that answers have by another name, or say less closely. */
const instead: Readonly<Record<string, JsonSchema>> = {
  label: named('Label', label),
  condition,
  conditional: either([flag(), condition]),
};

/** The keywords of a schema that only judge the author of the file. */
const judging = new Set([
  ...['minLength', 'maxLength', 'pattern', 'minItems', 'uniqueItems', 'minimum', 'maximum'],
  'additionalProperties',
]);

const prefix = '#/$defs/';

/**
 * Returns the schema of a part of a package file as it stands in an answer: what is defined elsewhere in the file
 * stands in its place, and further members are allowed.
 */
export function stated<S extends JsonSchema>(schema: S): Shape<TypeOf<S>> {
  return answered(schema) as Shape<TypeOf<S>>;
}

function answered(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(answered);
  if (!isObject(schema)) return schema;
  const { $ref: pointer, properties, ...said } = schema;
  const defined = typeof pointer === 'string' ? definitionOf(pointer) : {};
  const kept = Object.entries(said).filter(([name, value]) => !judging.has(name) || isObject(value));
  const members = isObject(properties) ? { properties: answeredEach(Object.entries(properties)) } : {};
  const open = said['type'] === 'object' && !isObject(properties) ? anyObject() : {};
  return { ...open, ...defined, ...answeredEach(kept), ...members };
}

function answeredEach(members: readonly (readonly [string, Json])[]): JsonObject {
  return Object.fromEntries(members.map(([name, value]) => [name, answered(value)]));
}

function definitionOf(pointer: string): JsonObject {
  const name = pointer.slice(prefix.length);
  return instead[name] ?? (answered(definitions[name] ?? {}) as JsonObject);
}
