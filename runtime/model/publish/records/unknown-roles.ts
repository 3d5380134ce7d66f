import { numberOfRole, otherRoles } from '../../../../metadata/common/field-roles.ts';
import type { Issue } from '../../../../metadata/common/issue.ts';
import { nearNames } from '../../../../metadata/common/near-names.ts';
import type { Field, FieldSet, Form, Model } from '../../../../metadata/model.ts';
import type { Connection } from '../../../database/database.ts';
import { column, type RecordLayout } from '../../../storage/store/record/layout.ts';

export interface RolesQuestion {
  readonly reader: Connection;
  readonly former: Model;
  readonly model: Model;
  /** How roles are kept at this moment. */
  readonly layout: RecordLayout;
}

interface Named {
  readonly form: Form;
  readonly field: Field;
  readonly key: string;
}

/**
 * Warns of each role that fields come to name and that neither is there nor comes with a package, at the first of them:
 * what they say of it holds for nobody.
 */
export async function unknownRoles({
  reader,
  former,
  model,
  layout,
}: RolesQuestion): Promise<readonly Issue[]> {
  const named = [...model.formsById.values()].flatMap((form) => {
    const known = former.formsById.get(form.id);
    return known?.hash === form.hash ? [] : [...newlyNamed(form, form, known)];
  });
  if (named.length === 0) return [];
  const number = column(layout, 'number').name;
  const rows = await reader.all<{ number: string }>(`SELECT ${number} AS number FROM ${layout.table}`);
  const roles = new Set([...rows.map((row) => row.number), ...brought(model)]);
  const unknown = Map.groupBy(named, ({ form, key }) => `${form.package} ${numberOfRole(key)}`);
  return [...unknown.values()].flatMap((places): readonly Issue[] => {
    const [first] = places;
    if (!first || roles.has(numberOfRole(first.key))) return [];
    const { form, field, key } = first;
    const role = numberOfRole(key);
    const about = { form: { ...form.label }, name: form.name, field: { ...field.label }, path: field.path };
    return [
      {
        code: places.length === 1 ? 'role-unknown' : 'role-unknown-often',
        severity: 'warning',
        form: form.id,
        package: form.package,
        pointer: `/fields/${field.path}/roles/${key}`,
        params: { ...about, role, count: places.length, near: nearNames(role, roles) },
      },
    ];
  });
}

function* newlyNamed(form: Form, shape: FieldSet, former: FieldSet | undefined): Generator<Named> {
  for (const field of shape.fields) {
    const known = former?.byId.get(field.id);
    for (const key of Object.keys(field.roles ?? {}))
      if (key !== otherRoles && !Object.hasOwn(known?.roles ?? {}, key)) yield { form, field, key };
    if (field.rows) yield* newlyNamed(form, field.rows, known?.rows);
  }
}

/** Numbers of roles that packages bring. */
function brought(model: Model): readonly string[] {
  return model.data
    .filter(({ content }) => content.form === 'role')
    .flatMap(({ content }) => content.records)
    .flatMap(({ values: { number } }) => (typeof number === 'string' ? [number] : []));
}
