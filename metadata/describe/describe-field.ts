import type { DescribedField } from '../contract/forms/form-model.ts';
import type { Field } from '../field.ts';
import type { FieldSet, Model } from '../model.ts';
import { fieldProperties } from '../property/field.ts';
import { answeredIn } from '../property/property.ts';
import { isSortable } from '../virtual.ts';

/** A field as JSON. `inner` describes the fields of its rows. */
export function describeField(
  field: Field,
  writable: boolean,
  model: Pick<Model, 'formsById'>,
  inner: (rows: FieldSet) => readonly DescribedField[],
): DescribedField {
  const { path, kind, package: owner } = field;
  const target = field.target === undefined ? undefined : model.formsById.get(field.target);
  return {
    ...field.props,
    ...answeredIn(fieldProperties, 'form', field),
    path,
    kind: kind.name,
    package: owner,
    ...(field.options && { options: field.options }),
    ...(field.formerOptions && { formerOptions: field.formerOptions }),
    ...(target && { target: target.id, targetName: target.name }),
    ...(field.targets && {
      targets: field.targets.map(({ label, ...form }) => ({ ...form, label: { ...label } })),
    }),
    ...(field.inner && { inner: describeField(field.inner, false, model, inner) }),
    ...(field.rows && { fields: inner(field.rows) }),
    ...(field.reads && { reads: field.reads }),
    derived: field.kind.derived,
    secret: field.kind.secret,
    sortable: isSortable(field),
    comparison: field.kind.comparison(field),
    operators: field.kind.operators(field),
    writable,
  };
}
