import type { Shape } from '../../../metadata/field.ts';
import type { Problem } from '../../../metadata/issue.ts';
import { type Json, pointerTo } from '../../../metadata/json.ts';
import type { Form } from '../../../metadata/model.ts';
import { nearNames } from '../../../metadata/near-names.ts';
import { rowsOf, type Stored, type StoredRow } from '../record/stored.ts';
import type { Step } from '../save/parts.ts';

const lists = ['readable', 'writable'] as const;

/**
 * Fields that a role limits a right to and that its form has not: such a right would give less than was meant, and
 * nobody would be told. What stood there before may stay.
 */
export function grantedFieldProblems({ call, before, next }: Step & { readonly next: Stored }): Problem[] {
  const { model } = call.served;
  const known = new Map(rowsOf(before?.['grants']).map((row) => [row.id, row]));
  return rowsOf(next['grants']).flatMap((row, index) => {
    const granted = model.formsById.get(String(row['form']));
    return granted ? ofRow(row, known.get(row.id), granted, pointerTo('grants', index)) : [];
  });
}

function ofRow(row: StoredRow, before: StoredRow | undefined, form: Form, at: string): Problem[] {
  return lists.flatMap((list) => {
    const said = row[list] ?? null;
    const path = at + pointerTo(list);
    if (said === null) return [];
    if (!Array.isArray(said)) return [{ path, code: 'not-list' }];
    const had = before?.['form'] === row['form'] ? before?.[list] : null;
    const stood = new Set<Json>(Array.isArray(had) ? had : []);
    const paths = pathsOf(form);
    return said.flatMap((field: Json, place): Problem[] => {
      if (stood.has(field) || paths.includes(String(field))) return [];
      const params = { field, near: nearNames(String(field), paths) };
      return [{ path: path + pointerTo(place), code: 'unknown-field', params }];
    });
  });
}

function pathsOf(shape: Shape): readonly string[] {
  return shape.fields.flatMap((field) => [field.path, ...(field.rows ? pathsOf(field.rows) : [])]);
}
