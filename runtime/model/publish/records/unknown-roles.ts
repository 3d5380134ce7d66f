import { numberOfRole, otherRoles, roleKey } from '../../../../metadata/common/field-roles.ts';
import type { Issue } from '../../../../metadata/common/issue.ts';
import { nearNames } from '../../../../metadata/common/near-names.ts';
import type { Field, FieldSet, Form, Model } from '../../../../metadata/model.ts';
import type { ViewSource } from '../../../../metadata/source.ts';
import type { Connection } from '../../../database/database.ts';
import { column, type RecordLayout } from '../../../storage/store/record/layout.ts';

export interface RolesQuestion {
  readonly reader: Connection;
  readonly former: Model;
  readonly model: Model;
  /** How roles are kept at this moment. */
  readonly layout: RecordLayout;
}

/** A place that names a role: a field, or a view. */
interface Named {
  readonly form: Form;
  readonly field?: Field;
  readonly view?: ViewSource;
  readonly key: string;
}

/**
 * Warns of each role that fields or views come to name and that neither is there nor comes with a package, at the first
 * of the fields and at each view: what they say of it holds for nobody.
 */
export async function unknownRoles({
  reader,
  former,
  model,
  layout,
}: RolesQuestion): Promise<readonly Issue[]> {
  const named = [...model.formsById.values()].flatMap((form) => {
    const known = former.formsById.get(form.id);
    return known?.hash === form.hash ? [] : [...newlyNamed(form, form, known), ...newlyOffered(form, known)];
  });
  if (named.length === 0) return [];
  const number = column(layout, 'number').name;
  const rows = await reader.all<{ number: string }>(`SELECT ${number} AS number FROM ${layout.table}`);
  const roles = new Set([...rows.map((row) => row.number), ...brought(model)]);
  const isUnknown = ({ key }: Named) => !roles.has(numberOfRole(key));
  const [ofViews = [], ofFields = []] = [true, false].map((isView) =>
    named.filter((one) => isUnknown(one) && (one.view !== undefined) === isView),
  );
  const together = Map.groupBy(ofFields, ({ form, key }) => `${form.package} ${numberOfRole(key)}`);
  return [
    ...[...together.values()].flatMap((places) => ofFieldsIssue(places, roles)),
    ...ofViews.map((one) => ofViewIssue(one, roles)),
  ];
}

function ofFieldsIssue(places: readonly Named[], roles: ReadonlySet<string>): readonly Issue[] {
  const [first] = places;
  if (!first?.field) return [];
  const { form, field, key } = first;
  const about = { ...aboutForm(first, roles), field: { ...field.label }, path: field.path };
  return [
    {
      code: places.length === 1 ? 'role-unknown' : 'role-unknown-often',
      severity: 'warning',
      form: form.id,
      package: form.package,
      pointer: `/fields/${field.path}/roles/${key}`,
      params: { ...about, count: places.length },
    },
  ];
}

function ofViewIssue(named: Named, roles: ReadonlySet<string>): Issue {
  const { form, view } = named;
  return {
    code: 'view-role-unknown',
    severity: 'warning',
    form: form.id,
    package: form.package,
    pointer: `/views/${view?.name}/roles`,
    params: { ...aboutForm(named, roles), view: { ...view?.label } },
  };
}

function aboutForm({ form, key }: Named, roles: ReadonlySet<string>) {
  const role = numberOfRole(key);
  return { form: { ...form.label }, name: form.name, role, near: nearNames(role, roles) };
}

/** Roles that views come to be offered to; all of those of one that is offered anew. */
function newlyOffered(form: Form, former: Form | undefined): readonly Named[] {
  return form.views.flatMap((view) => {
    const known = former?.views.find(({ name }) => name === view.name);
    const roles = (view.roles ?? []).filter((role) => !known?.roles?.includes(role));
    return roles.map((role) => ({ form, view, key: roleKey(role) }));
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
