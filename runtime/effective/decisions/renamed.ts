import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../../metadata/model.ts';

/**
 * Renames the members of a record from one shape of its form to another: fields are the same by their ids. Members that
 * the other has no field for are left out, and a value that its field cannot hold is none.
 */
export function renamed(body: JsonObject, was: FieldSet, is: FieldSet): JsonObject {
  const members = Object.entries(body).flatMap(([name, value]): (readonly [string, Json])[] => {
    const before = was.byName.get(name);
    if (!before) return [[name, value]];
    const after = is.byId.get(before.id) ?? is.byName.get(name);
    return after && !after.dropped ? [[after.name, inField(value, before, after)]] : [];
  });
  return Object.fromEntries(members);
}

function inField(value: Json, before: Field, after: Field): Json {
  const [was, is] = [before.rows, after.rows];
  if (was && is)
    return Array.isArray(value)
      ? value.map((row: Json) => (isObject(row) ? renamed(row, was, is) : row))
      : value;
  if (before.kind.name === after.kind.name) return value;
  return value === null || after.kind.read(value, after).ok ? value : null;
}
