import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { FieldSet } from '../../../metadata/field.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';

/** The content of a row as a new one, with the rows inside it, without what nobody may type. */
export function copyOfRow(row: JsonObject, shape: FieldSet | undefined, makeId: () => string): JsonObject {
  const copy: Record<string, Json> = { ...row, id: makeId() };
  for (const { name, copied, readonly } of shape?.fields ?? [])
    if (copied === false || readonly === true) delete copy[name];
  for (const field of shape?.entries ?? []) {
    const inner = row[field.name];
    if (isList(inner) && copy[field.name] !== undefined)
      copy[field.name] = inner.filter(isObject).map((one) => copyOfRow(one, field.rows, makeId));
  }
  return copy;
}

/** Answers whether every row is the same object. */
export function areTheVeryRows(before: readonly JsonObject[], now: readonly JsonObject[]): boolean {
  return before === now || (before.length === now.length && before.every((row, at) => row === now[at]));
}

/** Answers whether rows that somebody else set are still those that a history is about. */
export function areTheSameRows(before: readonly JsonObject[], now: readonly JsonObject[]): boolean {
  if (before.length !== now.length) return false;
  return before.every((row, at) => {
    const [was, is] = [row['id'], now[at]?.['id']];
    // A row that was new has another id once it is saved.
    return was === is || was === undefined || is === undefined || isLocal(was);
  });
}

const mark = 'new-';

export function localId(random: () => number): string {
  return `${mark}${random().toString(36).slice(2)}`;
}

function isLocal(id: Json): boolean {
  return typeof id === 'string' && id.startsWith(mark);
}
