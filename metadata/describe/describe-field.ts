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
  model: Pick<Model, 'formsById' | 'messages'>,
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
    ...(field.formerKinds && { formerKinds: field.formerKinds }),
    ...titled(field, model),
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

/** What the values of a field are called that are codes; a message that wants params calls none. */
function titled({ props }: Field, { messages }: Pick<Model, 'messages'>): Pick<DescribedField, 'titles'> {
  const begin = props['titledBy'];
  if (typeof begin !== 'string') return {};
  const named = [...messages].filter(([code, { zh }]) => code.startsWith(begin) && !zh.includes('{'));
  return { titles: named.map(([code, label]) => ({ value: code.slice(begin.length), label })) };
}
