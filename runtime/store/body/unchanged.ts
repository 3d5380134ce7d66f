import { isDeepStrictEqual } from 'node:util';
import { isObject, type Json, type JsonObject } from '../../../metadata/json.ts';
import type { Field, Shape } from '../../../metadata/model.ts';
import { namesFields, rename } from '../record/naming.ts';
import { rowsOf, type StoredRow } from '../record/stored.ts';
import type { MutableRecord, Reading } from './input-work.ts';

/** Whether a value is the one that stands there, as it was read: what may not be written may come back like that. */
export function isUnchanged(
  field: Field,
  value: Json,
  holder: MutableRecord | StoredRow,
  work: Reading,
): boolean {
  const before = holder[field.id] ?? null;
  if (!work.call.rights.readable(work.form, field)) return false;
  if (field.rows) return sameRows(field.rows, value ?? [], rowsOf(before), work);
  if (value === null || value === '') return before === null;
  if (field.kind.secret) return before !== null && value === field.kind.write(before, field);
  const spoken = namesFields(field) ? rename(field, value, work.call.served.model, 'toIds') : value;
  const read = field.kind.read(spoken, field);
  if (!read.ok) return saysWhatStands(field, value, before);
  return (
    JSON.stringify(read.value) === JSON.stringify(before) || (before === null && isEmptyList(read.value))
  );
}

/** Rows that are not named stay where a body merges; where it replaces, all have to come back. */
function sameRows(shape: Shape, value: Json, before: readonly StoredRow[], work: Reading): boolean {
  if (!Array.isArray(value)) return false;
  const rows: readonly Json[] = value;
  if (work.manner === 'replace' && rows.length !== before.length) return false;
  return rows.every((row, at) => sameRow(shape, row, before, at, work));
}

function sameRow(shape: Shape, row: Json, before: readonly StoredRow[], at: number, work: Reading): boolean {
  if (!isObject(row)) return false;
  const { id, ...members } = row as JsonObject;
  const known = id === undefined ? before[at] : before.find((one) => one.id === id);
  if (!known || (work.manner === 'replace' && before[at] !== known)) return false;
  return Object.entries(members).every(([name, inner]) => {
    const field = shape.byName.get(name);
    return field !== undefined && (field.inner !== undefined || isUnchanged(field, inner, known, work));
  });
}

function isEmptyList(value: Json): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Whether a value is the one that is answered for what is stored, also where no new value could be that. */
export function saysWhatStands(field: Field, value: Json, before: Json): boolean {
  if (before === null || field.kind.secret) return false;
  const answered = field.kind.write(before, field);
  return isDeepStrictEqual(value, answered) || (isScalar(answered) && String(value) === String(answered));
}

function isScalar(value: Json): boolean {
  return typeof value !== 'object';
}
