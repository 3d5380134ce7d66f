import type { Field, FieldSet } from './model.ts';

/**
 * The field at a path by ids: of the record, or of its rows.
 *
 *     fieldOfPath(form, 'lines.amount')
 */
export function fieldOfPath({ byId }: Pick<FieldSet, 'byId'>, path: string): Field | undefined {
  const [first = '', second] = path.split('.');
  const field = byId.get(first);
  return second === undefined ? field : field?.rows?.byId.get(second);
}

/** The path of the rows that a field stands in; empty: it is the record's. */
export function upperOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}
