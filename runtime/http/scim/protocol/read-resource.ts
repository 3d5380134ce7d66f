import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import { attributesOf, named, type ResourceType, type ScimAttribute } from './attributes.ts';
import { valueWrong } from './refusals.ts';

/**
 * A resource as somebody sent it, by the names of its schema: what has no place here and what only the server writes is
 * left out, as RFC 7644, section 3.3, allows.
 */
export function readResource(type: ResourceType, body: JsonObject): JsonObject {
  return readMembers(attributesOf(type), body);
}

function readMembers(attributes: readonly ScimAttribute[], body: JsonObject): JsonObject {
  const read: Record<string, Json> = {};
  for (const [name, value] of Object.entries(body)) {
    const attribute = named(attributes, name);
    if (!attribute || attribute.mutability === 'readOnly') continue;
    const found = readValue(attribute, value);
    if (found !== null) read[attribute.name] = found;
  }
  return read;
}

/** Null: nothing. */
export function readValue(attribute: ScimAttribute, value: Json): Json {
  if (value === null || value === '') return null;
  if (!attribute.multiValued) return readOne(attribute, value);
  const several = (Array.isArray(value) ? value : [value]).map((one: Json) => readOne(attribute, one));
  const filled = several.filter((one) => one !== null);
  return filled.length === 0 ? null : filled;
}

/** One value, also of an attribute that may have several. Switches come as texts, too. */
export function readOne(attribute: ScimAttribute, value: Json): Json {
  const { name, type, subAttributes = [] } = attribute;
  if (value === null) return null;
  if (type === 'complex') {
    const whole = !isObject(value) && named(subAttributes, 'value') ? { value } : value;
    if (isObject(whole)) return readMembers(subAttributes, whole);
  } else if (type === 'boolean') {
    const said = String(value).toLowerCase();
    if (said === 'true' || said === 'false') return said === 'true';
  } else if (typeof value === 'string') return value;
  else if (typeof value === 'number') return String(value);
  throw valueWrong({ name });
}
