import type { JsonSchema } from './common/json.ts';
import type { Field, FieldSet } from './field.ts';

/** The property of kinds whose values are made of others that says whether they are kept. */
export const virtualProperty: JsonSchema = {
  type: 'boolean',
  description:
    'Not kept: evaluated whenever a record is read, hence neither filtered, sorted, indexed, searched nor reported. Default: no.',
};

/** Whether the values of a field are not kept, but evaluated whenever a record is read. */
export function isVirtual({ props }: Pick<Field, 'props'>): boolean {
  return props['virtual'] === true;
}

/** Whether records can be ordered by a field. */
export function isSortable(field: Field): boolean {
  return field.kind.sortable && !isVirtual(field);
}

/** Whether a record or its rows have fields that are not kept. */
export function hasVirtual({ fields }: Pick<FieldSet, 'fields'>): boolean {
  return fields.some(
    (field) => !field.dropped && (isVirtual(field) || (field.rows && hasVirtual(field.rows))),
  );
}

/**
 * Finds the field on a path that is not kept where the path asks for more than a reader has: only what is evaluated when a
 * record is read may be made of it, and only of that record's own.
 */
export function unkeptOn(
  path: string,
  look: (path: string) => Field | undefined,
  asking: 'when read' | 'kept',
): Field | undefined {
  const segments = path.split('.');
  let isElsewhere = false;
  for (const at of segments.keys()) {
    const field = look(segments.slice(0, at + 1).join('.'));
    if (!field) continue;
    const isEnd = at === segments.length - 1;
    if (isVirtual(field) && (asking === 'kept' || isElsewhere || !isEnd)) return field;
    if (!field.rows) isElsewhere = true;
  }
  return undefined;
}
