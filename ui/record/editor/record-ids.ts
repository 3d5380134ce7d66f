import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { inOneGo } from '../../../rules/formula/steps.ts';
import { isSame } from '../../model/record-same.ts';
import { session } from '../../session/session.ts';

/** Values that name fields of another form are renamed too; how is their kind's to say. */
export type Rename = (value: Json, field: Field, to: 'toIds' | 'toNames') => Json;

/** Rows that were turned to ids before, and lists of them: those that nobody touched are not turned again. */
export class Turned {
  readonly parts = new WeakMap<JsonObject, JsonObject>();
  readonly lists = new WeakMap<readonly Json[], readonly JsonObject[]>();
}

/** A record as it travels, by names → as rules see it, by ids. What is no field stays as it is. */
export function toIds(record: JsonObject, shape: FieldSet, rename: Rename, turned?: Turned): JsonObject {
  const known = turned?.parts.get(record);
  if (known) return known;
  const ids: Record<string, Json> = {};
  for (const [name, value] of Object.entries(record)) {
    const field = shape.byName.get(name);
    if (value === undefined) continue;
    if (!field) ids[name] = value;
    else if (field.rows && isList(value)) ids[field.id] = listToIds(value, field.rows, rename, turned);
    else ids[field.id] = value === null ? null : rename(value, field, 'toIds');
  }
  turned?.parts.set(record, ids);
  return ids;
}

function listToIds(rows: readonly Json[], shape: FieldSet, rename: Rename, turned?: Turned) {
  const known = turned?.lists.get(rows);
  if (known) return known;
  const ids = rows.filter(isObject).map((row) => toIds(row, shape, rename, turned));
  turned?.lists.set(rows, ids);
  return ids;
}

/** Turns the rows that are not yet known, one a step, so that the record they stand in is turned at once. */
export function* turnRows(
  record: JsonObject,
  shape: FieldSet,
  rename: Rename,
  turned: Turned,
): Generator<undefined, void> {
  for (const { name, rows } of shape.entries) {
    const value = record[name];
    if (!rows || !isList(value) || turned.lists.has(value)) continue;
    for (const row of value)
      if (isObject(row) && !turned.parts.has(row)) {
        toIds(row, rows, rename, turned);
        yield;
      }
  }
}

/** Back again; `edited` is what it was made of, whose rows stay the very same where nothing in them is new. */
export function toNames(made: JsonObject, shape: FieldSet, rename: Rename, edited: JsonObject): JsonObject {
  return inOneGo(namesOf(made, shape, rename, edited));
}

/**
 * The same, a row a step. `now` is `edited` by ids, as it was turned: rows that are still the very same are not turned
 * back.
 */
export function* namesOf(
  made: JsonObject,
  shape: FieldSet,
  rename: Rename,
  edited: JsonObject,
  now?: JsonObject,
): Generator<undefined, JsonObject> {
  const names: Record<string, Json> = {};
  for (const [id, value] of Object.entries(made)) {
    const field = shape.byId.get(id);
    if (value === undefined) continue;
    if (!field) names[id] = value;
    else if (field.rows && isList(value))
      names[field.name] = yield* rowsBack(value, field.rows, rename, edited[field.name], now?.[id]);
    else names[field.name] = value === null ? null : rename(value, field, 'toNames');
  }
  return names;
}

function* rowsBack(
  made: readonly Json[],
  shape: FieldSet,
  rename: Rename,
  edited: Json | undefined,
  now: Json | undefined,
): Generator<undefined, readonly Json[]> {
  const was = isList(edited) ? edited : [];
  const turned = isList(now) ? now : [];
  if (made === now && made.length === was.length) return was;
  const back: Json[] = [];
  for (const [at, row] of made.filter(isObject).entries()) {
    const old = was[at];
    if (row === turned[at] && isObject(old)) back.push(old);
    else {
      const named = toNames(row, shape, rename, isObject(old) ? old : {});
      back.push(isObject(old) && sameRow(old, named) ? old : named);
      yield;
    }
  }
  return back;
}

function sameRow(a: JsonObject, b: JsonObject): boolean {
  return Object.keys(b).every((name) => a[name] === b[name] || (name in a && isSame(a[name], b[name])));
}

/** Who is signed in and where, and the references that stand in a record with their numbers, by id. */
export function namedIn(record: JsonObject): ReadonlyMap<Json, JsonObject> {
  const known = new Map<Json, JsonObject>();
  for (const one of [session.org, session.who?.user])
    if (one) known.set(one.id, { id: one.id, number: one.number, name: one.name });
  gatherNamed(record, known);
  return known;
}

function gatherNamed(part: JsonObject, known: Map<Json, JsonObject>): void {
  for (const value of Object.values(part))
    for (const one of isList(value) ? value : [value]) {
      if (!isObject(one)) continue;
      if (typeof one['id'] === 'string' && typeof one['number'] === 'string') known.set(one['id'], one);
      else gatherNamed(one, known);
    }
}
