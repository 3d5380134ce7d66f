import type { Field, FieldSet } from './model.ts';

/**
 * The field at a path by ids: of the record, of its rows, or of rows in these.
 *
 *     fieldOfPath(form, 'lines.amount')
 */
export function fieldOfPath({ byId }: Pick<FieldSet, 'byId'>, path: string): Field | undefined {
  const [first = '', ...rest] = path.split('.');
  const field = byId.get(first);
  if (rest.length === 0) return field;
  return field?.rows && fieldOfPath(field.rows, rest.join('.'));
}

/** The path of the rows that a field stands in; empty: it is the record's. */
export function upperOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}
