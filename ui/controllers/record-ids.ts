import type { Field, Shape } from '../../metadata/field.ts';
import type { Json, JsonObject } from '../../metadata/json.ts';
import { isList, isObject } from '../../metadata/kinds/reading.ts';

/** Values that name fields of another form are renamed too; how is their kind's to say. */
export type Rename = (value: Json, field: Field, to: 'toIds' | 'toNames') => Json;

/** A record as it travels, by names → as rules see it, by ids. What is no field stays as it is. */
export function toIds(record: JsonObject, shape: Shape, rename: Rename): JsonObject {
  const ids: Record<string, Json> = {};
  for (const [name, value] of Object.entries(record)) {
    const field = shape.byName.get(name);
    if (value === undefined) continue;
    if (!field) ids[name] = value;
    else if (field.rows && isList(value))
      ids[field.id] = value.filter(isObject).map((row) => toIds(row, field.rows as Shape, rename));
    else ids[field.id] = value === null ? null : rename(value, field, 'toIds');
  }
  return ids;
}

/** Back again. */
export function toNames(record: JsonObject, shape: Shape, rename: Rename): JsonObject {
  const names: Record<string, Json> = {};
  for (const [id, value] of Object.entries(record)) {
    const field = shape.byId.get(id);
    if (value === undefined) continue;
    if (!field) names[id] = value;
    else if (field.rows && isList(value))
      names[field.name] = value.filter(isObject).map((row) => toNames(row, field.rows as Shape, rename));
    else names[field.name] = value === null ? null : rename(value, field, 'toNames');
  }
  return names;
}
