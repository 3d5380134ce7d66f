import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { isSame } from '../../model/record-same.ts';

/** Values that name fields of another form are renamed too; how is their kind's to say. */
export type Rename = (value: Json, field: Field, to: 'toIds' | 'toNames') => Json;

/** Rows that were turned to ids before, by row: those that nobody touched are not turned again. */
export type Turned = WeakMap<JsonObject, JsonObject>;

/** A record as it travels, by names → as rules see it, by ids. What is no field stays as it is. */
export function toIds(record: JsonObject, shape: FieldSet, rename: Rename, turned?: Turned): JsonObject {
  const known = turned?.get(record);
  if (known) return known;
  const ids: Record<string, Json> = {};
  for (const [name, value] of Object.entries(record)) {
    const field = shape.byName.get(name);
    if (value === undefined) continue;
    if (!field) ids[name] = value;
    else if (field.rows && isList(value))
      ids[field.id] = value.filter(isObject).map((row) => toIds(row, field.rows as FieldSet, rename, turned));
    else ids[field.id] = value === null ? null : rename(value, field, 'toIds');
  }
  turned?.set(record, ids);
  return ids;
}

/** Back again; `edited` is what it was made of, whose rows stay the very same where nothing in them is new. */
export function toNames(
  made: JsonObject,
  shape: FieldSet,
  rename: Rename,
  edited: JsonObject,
  /** The same by ids, as it was turned: rows that are still the very same are not turned back. */
  now?: JsonObject,
): JsonObject {
  const names: Record<string, Json> = {};
  for (const [id, value] of Object.entries(made)) {
    const field = shape.byId.get(id);
    if (value === undefined) continue;
    if (!field) names[id] = value;
    else if (field.rows && isList(value))
      names[field.name] = rowsBack(value, field.rows, rename, edited[field.name], now?.[id]);
    else names[field.name] = value === null ? null : rename(value, field, 'toNames');
  }
  return names;
}

function rowsBack(
  made: readonly Json[],
  shape: FieldSet,
  rename: Rename,
  edited: Json | undefined,
  now: Json | undefined,
): readonly Json[] {
  const was = isList(edited) ? edited : [];
  const turned = isList(now) ? now : [];
  if (made === now && made.length === was.length) return was;
  return made.filter(isObject).map((row, at) => {
    const old = was[at];
    if (row === turned[at] && isObject(old)) return old;
    const back = toNames(row, shape, rename, isObject(old) ? old : {});
    return isObject(old) && sameRow(old, back) ? old : back;
  });
}

function sameRow(a: JsonObject, b: JsonObject): boolean {
  return Object.keys(b).every((name) => a[name] === b[name] || (name in a && isSame(a[name], b[name])));
}
