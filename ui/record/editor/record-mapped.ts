import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { FieldSet } from '../../../metadata/field.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import type { Only } from '../../../rules/behaviour/record-parts.ts';
import { inOneGo } from '../../../rules/formula/steps.ts';
import { isSame } from '../../model/record-same.ts';

/** Answers what becomes of a value, told its place (rows by their ids), its path, and what stood there before. */
export type Make = (place: string, path: string, value: Json, was: Json | undefined) => Json | undefined;

interface Mapping {
  readonly make: Make;
  /** Default: all rows. */
  readonly only?: Only | undefined;
}

/** The record by ids with every value made anew, a row a step. With `only`, the rows that it does not name stay the very same. */
export function* mapped(
  shape: FieldSet,
  part: JsonObject,
  before: JsonObject | undefined,
  at: string,
  { make, only }: Mapping,
): Generator<undefined, JsonObject> {
  const made: Record<string, Json> = { ...part };
  for (const { id, path, rows } of shape.fields) {
    const value = part[id];
    if (value === undefined) continue;
    if (!rows) {
      const next = make(`${at}/${id}`, path, value, before?.[id]);
      if (next === undefined) delete made[id];
      else made[id] = next;
      continue;
    }
    const wanted = only?.get(path);
    if (only && !wanted) continue;
    // New rows have no ids yet: they stand where they stood.
    const known = new Map(rowsOf(before?.[id]).map((row, index) => [row['id'] ?? index, row]));
    const now: JsonObject[] = [];
    for (const [index, row] of rowsOf(value).entries()) {
      if (wanted?.has(index) === false) {
        now.push(row);
        continue;
      }
      const place = `${at}/${id}/${String(row['id'] ?? index)}`;
      now.push(inOneGo(mapped(rows, row, known.get(row['id'] ?? index), place, { make })));
      yield;
    }
    made[id] = now;
  }
  return made;
}

/** Answers whether some value is another than it was, a row a step. */
export function* differs(now: JsonObject, made: JsonObject): Generator<undefined, boolean> {
  for (const [id, value] of Object.entries(made)) {
    const was = now[id];
    if (value === was) continue;
    if (!isList(value) || !isList(was) || value.length !== was.length) {
      if (!isSame(value, was)) return true;
      continue;
    }
    for (const [at, one] of value.entries()) {
      if (one === was[at]) continue;
      if (!isSame(one, was[at])) return true;
      yield;
    }
  }
  return false;
}

function rowsOf(value: Json | undefined): readonly JsonObject[] {
  return isList(value) ? value.filter(isObject) : [];
}
