import type { Label } from '../../../metadata/common/label.ts';
import { currencyPath } from '../../../metadata/currency/currency-of.ts';
import type { Comparison, Field, TargetForm } from '../../../metadata/field.ts';
import { filteredField, partField, partsOf } from '../../../metadata/kinds/common/parts-of.ts';
import { severalOf } from '../../../metadata/kinds/common/pointed.ts';
import type { OptionSource } from '../../../metadata/source.ts';
import {
  isSystemMember,
  type SystemMemberFacts,
  stateLabelBeside,
  systemMembers,
} from '../../../metadata/system-members.ts';
import { systemFacts } from '../../../rules/condition/system-facts.ts';
import type { FormModel } from '../../model/form-model.ts';
import { sharingLabels } from '../../model/sharing-label.ts';

/** A field that a list can show, filter and order by: of the form, or a member that every record has. */
export interface ListField {
  /** Today's name. */
  readonly name: string;
  readonly label: Label;
  readonly comparison: Comparison;
  readonly sortable: boolean;
  readonly options?: readonly OptionSource[];
  /** Text: what values are called that are codes; others may stand there as well. */
  readonly titles?: readonly OptionSource[];
  /** Id of the form whose records are its values. */
  readonly target?: string;
  /** Forms, one of whose records each value is. */
  readonly targets?: readonly TargetForm[];
  /** Absent for members that are no field. */
  readonly field?: Field;
}

/** Undefined: nothing of that name is there, or none that this person may see. */
export function listField(form: FormModel, name: string): ListField | undefined {
  const field = form.byName.get(name);
  if (field) return ofField(field);
  if (!isSystemMember(name) || !members(form).includes(name)) return undefined;
  const { label, comparison, options } = systemFacts[name];
  const { target, sortable }: SystemMemberFacts = systemMembers[name];
  return {
    name,
    label: name === 'enabled' ? stateLabelBeside(form.fields) : label,
    comparison,
    sortable,
    ...(options && { options: strategiesOf(form) }),
    ...(target === undefined ? {} : { target }),
  };
}

/** What a list can be filtered by under a name: what it can show, or a part of a field's values, `papers.count`. */
export function filterField(form: FormModel, name: string): ListField | undefined {
  const field = filteredField(name, form.byName);
  return field ? ofField(field) : listField(form, name);
}

/** Everything a list can be filtered by: a field's parts beside it, which are no columns. */
export function filterFields(form: FormModel): readonly ListField[] {
  return listFields(form).flatMap((one) => {
    const { field } = one;
    return field ? [one, ...partsOf(field).map((part) => ofField(partField(field, part)))] : [one];
  });
}

/** Everything a column can be made of, fields first, in the form's order. */
export function listFields(form: FormModel): readonly ListField[] {
  return [...form.fields.map(({ name }) => name), ...members(form)].flatMap(
    (name) => listField(form, name) ?? [],
  );
}

function strategiesOf(form: FormModel): readonly OptionSource[] {
  return (form.sharing?.allowed ?? []).map((value) => ({
    value,
    label: sharingLabels.get(value) ?? { zh: value, en: value },
  }));
}

function ofField(field: Field): ListField {
  const { name, label, kind } = field;
  const own = field.inner ?? field;
  const options = field.options ?? own.options;
  const target = field.target ?? field.inner?.target;
  const targets = severalOf(field);
  return {
    name,
    label,
    field,
    comparison: field.rows ? 'none' : kind.comparison(field),
    sortable: kind.sortable && !(field.inner && !field.inner.kind.sortable),
    ...(options && { options }),
    ...(own.titles && { titles: own.titles }),
    ...(target === undefined ? {} : { target }),
    ...(targets && { targets }),
  };
}

function members(form: FormModel): readonly string[] {
  const without = new Set(['id', 'revision']);
  if (!form.validity) for (const name of ['validFrom', 'validTo']) without.add(name);
  if (!form.sharing) without.add('sharing');
  // A field of that name is shown instead.
  return Object.keys(systemFacts).filter((name) => !without.has(name) && !form.byName.has(name));
}

/** Today's name of what metadata names by id. */
export function fieldName(form: FormModel, id: string): string {
  return filteredField(id, form.byId) ? renamed(id, (first) => form.byId.get(first)?.name) : id;
}

export function idOf(form: FormModel, name: string): string {
  return filteredField(name, form.byName) ? renamed(name, (first) => form.byName.get(first)?.id) : name;
}

/** Parts of values keep their names, whatever their field is called. */
function renamed(path: string, first: (name: string) => string | undefined): string {
  const [name = '', ...rest] = path.split('.');
  return [first(name) ?? name, ...rest].join('.');
}

/** Names of the fields that tell the currencies of amounts in these columns. */
export function currenciesOf(form: FormModel, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const field = form.byName.get(name);
    const currencyField = field && form.byId.get(currencyPath(field) ?? '');
    return currencyField ? [currencyField.name] : [];
  });
}
