import type { Shape } from '../../../metadata/field.ts';
import type { Json } from '../../../metadata/json.ts';
import type { StoredRow } from './stored.ts';

type MutableRecord = Record<string, Json>;

/** Every field there is gets a value: null, or no rows, where nobody and no rule gave one. */
export function fillRow(row: MutableRecord, shape: Shape): void {
  for (const field of shape.fields) {
    const { id, rows } = field;
    if (row[id] === undefined || (rows && row[id] === null)) row[id] = rows ? [] : null;
    if (rows) for (const inner of row[id] as unknown as StoredRow[]) fillRow(inner, rows);
  }
}

/** A copy that may be changed, rows included. */
export function copyRow<T extends MutableRecord>(row: T, shape: Shape): T {
  const copy: MutableRecord = { ...row };
  for (const { id, rows } of shape.entries) {
    const list = copy[id];
    if (rows && Array.isArray(list))
      copy[id] = (list as unknown as StoredRow[]).map((inner) => copyRow(inner, rows)) as unknown as Json;
  }
  return copy as T;
}
