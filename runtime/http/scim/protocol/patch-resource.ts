import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import { attributesOf, type ResourceType, type ScimAttribute } from './attributes.ts';
import { fitsFilter, ofValue, requireMeaning } from './fits-filter.ts';
import { type Place, placeOf } from './place-of.ts';
import { readFilterPath } from './read-asked.ts';
import { readOne, readValue } from './read-resource.ts';
import { operationWrong, targetMissing, valueWrong } from './refusals.ts';
import type { ScimFilter } from './scim-filter.ts';

const ops = ['add', 'replace', 'remove'] as const;
type Op = (typeof ops)[number];
type Members = Readonly<Record<string, Json>>;

/** Where a value goes: an attribute, one of several values of it, or an attribute of that one. */
interface Target {
  readonly op: Op;
  readonly place: Place;
  readonly filter?: ScimFilter | undefined;
  /** Undefined: none was sent. */
  readonly value: Json | undefined;
}

/** The resource after the operations of a PATCH (RFC 7644, section 3.5.2), one after the other. */
export function patchResource(type: ResourceType, resource: JsonObject, body: JsonObject): JsonObject {
  const operations = member(body, 'operations');
  if (!Array.isArray(operations)) throw operationWrong({ part: 'Operations' });
  return operations.reduce<JsonObject>((now, operation: Json) => operate(type, now, operation), resource);
}

function operate(type: ResourceType, resource: JsonObject, operation: Json): JsonObject {
  if (!isObject(operation)) throw operationWrong({ part: 'Operations' });
  const said = String(member(operation, 'op') ?? '').toLowerCase();
  const op = ops.find((one) => one === said);
  if (!op) throw operationWrong({ part: said || 'op' });
  const value = member(operation, 'value');
  const path = member(operation, 'path') ?? '';
  if (typeof path !== 'string') throw operationWrong({ part: 'path' });
  if (op !== 'remove' && value === undefined) throw operationWrong({ part: 'value' });
  if (path !== '') return at(type, resource, op, path, value);
  if (op === 'remove') throw targetMissing({ path });
  if (!isObject(value)) throw operationWrong({ part: 'value' });
  // Each member says where it goes, as a path of its own does.
  return Object.entries(value).reduce<JsonObject>(
    (now, [name, each]) => at(type, now, op, name, each),
    resource,
  );
}

function member(object: JsonObject, wanted: string): Json | undefined {
  return Object.entries(object).find(([name]) => name.toLowerCase() === wanted)?.[1];
}

function at(
  type: ResourceType,
  resource: JsonObject,
  op: Op,
  path: string,
  value: Json | undefined,
): JsonObject {
  const read = readFilterPath(path);
  const place = placeOf(type, read);
  // What has no place here is ignored, and what only the server writes.
  if (!place || place.some(({ mutability }) => mutability === 'readOnly')) return resource;
  if (read.filter) {
    const filtered = attributesOf(type).find(({ name }) => name === place[0]?.name);
    if (!filtered?.multiValued) throw targetMissing({ path });
    requireMeaning(read.filter, ofValue(filtered));
  }
  return change(resource, { op, place, filter: read.filter, value });
}

function change(resource: Members, { place, ...target }: Target): Members {
  const [attribute, ...rest] = place;
  if (!attribute) return resource;
  const { name } = attribute;
  const now = resource[name];
  const next = attribute.multiValued
    ? ofSeveral(attribute, Array.isArray(now) ? now : [], { ...target, place: rest })
    : ofOne(attribute, now, { ...target, place: rest });
  const { [name]: _, ...others } = resource;
  const isEmpty = next === null || (Array.isArray(next) && next.length === 0);
  return isEmpty ? others : { ...others, [name]: next };
}

function ofOne(attribute: ScimAttribute, now: Json | undefined, target: Target): Json {
  const inside = isObject(now) ? now : {};
  if (target.place.length > 0) return change(inside, target);
  if (target.op === 'remove') return null;
  const value = readOne(attribute, emptyAsNull(target.value));
  return isObject(value) ? { ...inside, ...value } : value;
}

function emptyAsNull(value: Json | undefined): Json {
  return value === undefined || value === '' ? null : value;
}

function ofSeveral(attribute: ScimAttribute, now: readonly Json[], target: Target): readonly Json[] {
  const { op, place, filter } = target;
  const [sub] = place;
  if (!filter && !sub) return whole(attribute, now, target);
  const inside = ofValue(attribute);
  const isMeant = (one: Json) => !filter || (isObject(one) && fitsFilter(filter, one, inside));
  if (op === 'remove' && !sub) return now.filter((one) => !isMeant(one));
  if (op !== 'remove' && !now.some(isMeant)) return [...now, freshValue(attribute, target)];
  return onePrimary(
    now.flatMap((one) => {
      if (!isMeant(one)) return one;
      const before = isObject(one) ? one : {};
      if (sub) return change(before, target);
      const value = readOne(attribute, target.value ?? null);
      return isObject(value) ? { ...(op === 'add' ? before : {}), ...value } : [];
    }),
    now,
  );
}

/**
 * A value to which a filter led that none has: provisioners send what they believe to be there, so that what the filter
 * says is made, where it says how.
 */
function freshValue(attribute: ScimAttribute, target: Target): Json {
  const said = target.filter ? saidBy(target.filter) : {};
  if (said === null) throw targetMissing({ path: attribute.name });
  const made = readOne(attribute, said);
  if (target.place.length > 0) return change(isObject(made) ? made : {}, target);
  const value = readOne(attribute, target.value ?? null);
  if (!isObject(value)) throw valueWrong({ name: attribute.name });
  return { ...(isObject(made) ? made : {}), ...value };
}

/** Null: the filter does not say one value. */
function saidBy(filter: ScimFilter): JsonObject | null {
  if (filter.op === 'eq') return { [filter.path.names[0] ?? '']: filter.value };
  if (filter.op !== 'and') return null;
  const parts = filter.filters.map(saidBy);
  return parts.some((part) => part === null) ? null : Object.assign({}, ...parts);
}

/** All values at once; one that is there already is not added again. */
function whole(attribute: ScimAttribute, now: readonly Json[], { op, value }: Target): readonly Json[] {
  const read = value === undefined ? null : readValue(attribute, value);
  const sent: readonly Json[] = Array.isArray(read) ? read : [];
  if (op === 'replace') return sent;
  const keys = new Set(sent.map(keyOf));
  // Values beside the path of a removal name those that go.
  if (op === 'remove') return value === undefined ? [] : now.filter((one) => !keys.has(keyOf(one)));
  const known = new Set(now.map(keyOf));
  return onePrimary([...now, ...sent.filter((one) => !known.has(keyOf(one)))], now);
}

function keyOf(value: Json): string {
  const key = isObject(value) ? (value['value'] ?? null) : value;
  return key === null ? JSON.stringify(value) : String(key);
}

/** The value that became the primary one takes that from the others. */
function onePrimary(values: readonly Json[], before: readonly Json[]): readonly Json[] {
  const primary = (one: Json): one is JsonObject => isObject(one) && one['primary'] === true;
  const had = new Set(before.filter(primary).map(keyOf));
  const fresh = values.find((one) => primary(one) && !had.has(keyOf(one)));
  if (fresh === undefined) return values;
  return values.map((one) => (primary(one) && one !== fresh ? { ...one, primary: false } : one));
}
