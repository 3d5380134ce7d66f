import type { Field } from '../../../metadata/field.ts';
import type { Form, Model, Shape } from '../../../metadata/model.ts';
import { askedParameters } from '../../../rules/behaviour/asked-parameters.ts';
import { parameterDoor } from '../../../rules/params/parameter-door.ts';
import { type Call, readParameters } from '../../call/call.ts';
import { type Action, type Rights, rightFor } from '../../call/rights.ts';
import { mayAnywhere } from '../pipeline/authorise.ts';

/** What the platform lets anybody do to records; forms add actions of their own. */
export const platformActions: readonly Action[] = [
  'read',
  'create',
  'edit',
  'delete',
  'enable',
  'disable',
  'copy',
  'assign',
  'share',
  'transfer',
  'personalise',
  'import',
  'export',
  'history',
  'purge',
];

export function formAbilities(rights: Rights, form: Form): readonly Action[] {
  const matching: readonly Action[] = form.match ? ['match'] : [];
  const actions = [...platformActions, ...matching, ...form.actions.map(({ name }) => name)];
  return actions.filter((action) => mayAnywhere(rights, form, rightFor(action)));
}

/** By name of the form: what the caller may do to its records somewhere. Forms of which that is nothing are absent. */
export function abilities(rights: Rights, model: Model): Readonly<Record<string, readonly Action[]>> {
  const able: Record<string, readonly Action[]> = {};
  for (const form of model.forms.values()) {
    const actions = formAbilities(rights, form);
    if (actions.length > 0) able[form.name] = actions;
  }
  return able;
}

/**
 * A form as JSON: what a browser needs to show it and to run the same behaviour as the server. Conditions,
 * layout and rules refer to fields by id, as the model does; each field says its id and today's name. Fields
 * the caller may not read are left out everywhere they stand by themselves.
 */
export function describeForm(form: Form, call: Pick<Call, 'rights' | 'served' | 'org' | 'now'>) {
  const { rights } = call;
  const { model } = call.served;
  const seen = (field: Field) => !field.hidden && rights.readable(form, field);
  const visible = (id: string) => {
    const field = form.byId.get(id.split('.')[0] ?? '');
    return field === undefined || seen(field);
  };
  const fields = (shape: Shape): object[] =>
    shape.fields.filter(seen).map((field) => ({
      ...describeField(field, rights.writable(form, field), model, fields),
      ...(field.rows?.fields.some((inner) => inner.dropped) ? { dropped: dropped(field.rows) } : {}),
    }));
  /** What was left out, for conditions that still name it. */
  const dropped = (shape: Shape): object[] =>
    shape.fields
      .filter((field) => field.dropped && rights.readable(form, field))
      .map((field) => describeField(field, false, model, dropped));
  const { layout, list } = form;
  return {
    hash: form.hash,
    title: form.title?.id ?? null,
    number: form.number?.id ?? null,
    key: form.key,
    fields: fields(form),
    dropped: dropped(form),
    layout: {
      tabs: layout.tabs.map((tab) => ({
        ...tab,
        groups: tab.groups.map((group) => ({ ...group, fields: group.fields.filter(visible) })),
      })),
    },
    list: {
      columns: list.columns.filter(visible),
      filters: list.filters.filter(visible),
      sort: list.sort,
      search: list.search.filter(visible),
    },
    rules: form.rules,
    checks: form.checks,
    parameters: askedParameters(
      form,
      (type) => keysOf(model, type),
      parameterDoor(model, readParameters(call, call.org)),
    ),
    unique: form.unique,
    match: form.match ?? null,
    locks: form.locks,
    preset: form.preset ?? null,
    validity: form.validity,
    source: form.source,
  };
}

function keysOf(model: Model, type: string): readonly string[] {
  return (model.params.get(type)?.params ?? []).flatMap(({ key }) => key ?? []);
}

function describeField(
  field: Field,
  writable: boolean,
  model: Model,
  inner: (rows: Shape) => object[],
): object {
  const { id, name, path, kind, package: owner, label, help } = field;
  const target = field.target === undefined ? undefined : model.formsById.get(field.target);
  return {
    ...field.props,
    id,
    name,
    path,
    kind: kind.name,
    package: owner,
    label,
    ...(help && { help }),
    visible: field.visible,
    required: field.required,
    readonly: field.readonly,
    ...(field.default === undefined ? {} : { default: field.default }),
    ...(field.carry && { carry: field.carry }),
    ...(field.optionsFilter && { optionsFilter: field.optionsFilter }),
    ...(field.options && { options: field.options }),
    ...(field.formerOptions && { formerOptions: field.formerOptions }),
    ...(target && { target: target.id, targetName: target.name }),
    ...(field.inner && { inner: describeField(field.inner, false, model, inner) }),
    ...(field.rows && { fields: inner(field.rows) }),
    ownable: field.ownable,
    fixed: field.fixed,
    derived: field.kind.derived,
    secret: field.kind.secret,
    sortable: field.kind.sortable,
    comparison: field.kind.comparison(field),
    operators: field.kind.operators(field),
    writable,
    source: field.source,
  };
}
