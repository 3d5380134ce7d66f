import type { Field, FieldSet } from '../../../../metadata/field.ts';
import { rowsOf, type StoredRow } from './stored.ts';

/**
 * Translates a pointer into a record, as rules complain of it, to one into the body that was sent: a PATCH names only
 * some rows, in an order of its own. A part that the body does not mention keeps its place in the record.
 */
export function bodyPath(
  path: string,
  form: FieldSet,
  record: StoredRow,
  places: ReadonlyMap<string, string>,
): string {
  if (places.size === 0) return path;
  const steps = path.split('/').slice(1);
  let shape: FieldSet | undefined = form;
  let part: StoredRow | undefined = record;
  let known = '';
  for (let at = 0; at + 1 < steps.length; at += 2) {
    const field: Field | undefined = shape?.byName.get(steps[at] ?? '');
    const row: StoredRow | undefined = field?.rows && rowsOf(part?.[field.id])[Number(steps[at + 1])];
    if (!row) break;
    const place = places.get(row.id);
    if (place === undefined) return path;
    known = [place, ...steps.slice(at + 2)].join('/');
    shape = field?.rows;
    part = row;
  }
  return known || path;
}
