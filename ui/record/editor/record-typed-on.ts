import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { FieldSet } from '../../../metadata/field.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import type { FormModel } from '../../model/form-model.ts';
import { mergeRecords } from './record-merge.ts';

/**
 * What was typed into a record after it was `sent`, set into what the server made of it: nothing that somebody types
 * while a save is under way is written over by its answer. Where the server changed the same, what was typed later holds.
 */
export function typedOn(
  form: FormModel,
  sent: JsonObject,
  edited: JsonObject,
  saved: JsonObject,
): JsonObject {
  const ids = new Map<string, Json>();
  pairRows(form, sent, saved, ids);
  return mergeRecords(form, renamed(form, sent, ids), renamed(form, edited, ids), saved).settle(new Map());
}

/** Rows that were made on the page get their ids from the server: those that are new on both sides are the same, in order. */
function pairRows(shape: FieldSet, sent: JsonObject, saved: JsonObject, ids: Map<string, Json>): void {
  for (const { name, rows } of shape.entries) {
    if (!rows) continue;
    const [ours, theirs] = [rowsIn(sent[name]), rowsIn(saved[name])];
    const theirIds = new Set(theirs.map(({ id }) => id));
    const ourIds = new Set(ours.map(({ id }) => id));
    const made = ours.filter(({ id }) => !theirIds.has(id));
    const come = theirs.filter(({ id }) => !ourIds.has(id));
    // Where the server left some out nobody knows which of them are which.
    if (made.length === come.length)
      for (const [at, { id }] of made.entries())
        if (typeof id === 'string') ids.set(id, come[at]?.['id'] ?? id);
    const byId = new Map(theirs.map((row) => [row['id'], row]));
    for (const row of ours) {
      const same = byId.get(named(row, ids));
      if (same) pairRows(rows, row, same, ids);
    }
  }
}

function renamed(shape: FieldSet, part: JsonObject, ids: ReadonlyMap<string, Json>): JsonObject {
  const own: Record<string, Json> = {};
  for (const { name, rows } of shape.entries) {
    if (!rows || !isList(part[name])) continue;
    own[name] = rowsIn(part[name]).map((row) => {
      const inner = renamed(rows, row, ids);
      const id = named(row, ids);
      return id === undefined ? inner : { ...inner, id };
    });
  }
  return { ...part, ...own };
}

function named({ id }: JsonObject, ids: ReadonlyMap<string, Json>): Json | undefined {
  return typeof id === 'string' ? (ids.get(id) ?? id) : id;
}

function rowsIn(value: Json | undefined): readonly JsonObject[] {
  return isList(value) ? value.filter(isObject) : [];
}
