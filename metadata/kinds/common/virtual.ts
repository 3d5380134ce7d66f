import type { JsonSchema } from '../../common/json.ts';
import type { Field, FieldSet } from '../../field.ts';
import { formulaPaths } from '../../formula/formula-paths.ts';

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

/** Ids of the entries of a record that its fields which are not kept are made of, along with those that have such fields. */
export function entriesForVirtual(
  { fields, byId }: FieldSet,
  chosen: ReadonlySet<string>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (id: string): void => {
    const field = byId.get(id);
    if (!field || seen.has(id)) return;
    seen.add(id);
    if (field.rows) found.add(id);
    for (const one of field.rows?.fields ?? [field]) if (isVirtual(one)) namedBy(one).map(visit);
  };
  for (const { id } of fields) if (chosen.has(id)) visit(id);
  return found;
}

/** The first segments of the paths that a value is made of, as seen from the record. */
function namedBy({ props }: Field): readonly string[] {
  const { compute, formula, from } = props;
  const of = (compute as { readonly of?: readonly unknown[] } | undefined)?.of ?? [];
  const paths = [...of, ...formulaPaths(formula), from].filter((path) => typeof path === 'string');
  return paths.map((path) => path.replace(/^parent\./, '').split('.')[0] ?? '');
}
