import { padded } from '../../metadata/common/decimal.ts';
import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../metadata/field.ts';

/** A document as people read it: amounts have their cents, whatever is kept. */
export function asWritten(shape: FieldSet, document: JsonObject): JsonObject {
  const written: Record<string, Json> = { ...document };
  for (const field of shape.fields) {
    const value = document[field.id];
    const { rows } = field;
    if (rows && Array.isArray(value))
      written[field.id] = value.map((row: Json) => (isObject(row) ? asWritten(rows, row) : row));
    else if (typeof value === 'string' && value !== '' && isMoney(field))
      written[field.id] = padded(value, 2);
  }
  return written;
}

/** Sums of amounts are computed, as decimals of two digits. */
function isMoney({ kind, inner }: Field): boolean {
  return kind.name === 'money' || inner?.kind.name === 'money' || inner?.props['scale'] === 2;
}
