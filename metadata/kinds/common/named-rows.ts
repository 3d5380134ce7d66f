import { isObject, type Json, type JsonObject } from '../../common/json.ts';
import type { Field } from '../../field.ts';
import { formsOf } from './pointed.ts';

/** The records that rows are about, where their first column says one; undefined: they say something else. */
export function namedByRows(value: Json, { rows }: Field): readonly JsonObject[] | undefined {
  const [first] = rows?.fields ?? [];
  if (!first || formsOf(first).length === 0 || !Array.isArray(value)) return undefined;
  return value.flatMap((row: Json) => {
    const pointer = isObject(row) ? row[first.name] : null;
    return isObject(pointer) ? [pointer as JsonObject] : [];
  });
}
