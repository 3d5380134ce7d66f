import type { FieldSet } from '../../../../metadata/field.ts';
import { formulaPaths } from '../../../../metadata/formula/formula-paths.ts';
import type { Field } from '../../../../metadata/model.ts';
import { isVirtual } from '../../../../metadata/virtual.ts';

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
