import type { Label } from '../../../metadata/common/label.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import type { FieldSet, Form } from '../../../metadata/model.ts';
import type { FieldSource, OptionSource, PackageSource } from '../../../metadata/source.ts';

/** The labels of the places of a form, by place: `fields/rate`, `layout/groups/basic`; empty: the form itself. */
export type PlaceLabels = Readonly<Record<string, Label>>;

export function labelsOf(form: Form): PlaceLabels {
  const { layout, rules, unique, actions, blocks, views } = form;
  const groups = (layout.tabs ?? []).flatMap((tab) => tab.groups ?? []);
  return Object.fromEntries([
    ['', form.label],
    ...ofFields(form),
    ...(layout.tabs ?? []).flatMap(({ name, label }) => labelled(`layout/tabs/${name}`, label)),
    ...groups.flatMap(({ name, label }) => labelled(`layout/groups/${name}`, label)),
    ...rules.flatMap(({ name, message }) => labelled(`rules/${name}`, message)),
    ...unique.flatMap(({ name, message }) => labelled(`unique/${name}`, message)),
    ...actions.flatMap(({ name, label }) => labelled(`actions/${name}`, label)),
    ...blocks.flatMap(({ name, label }) => labelled(`blocks/${name}`, label)),
    ...views.flatMap(({ name, label }) => labelled(`views/${name}`, label)),
  ]);
}

/** Of fields a layer brings: what is taken away in a design is still called as it was. */
export function labelsBrought({ forms, extensions }: PackageSource, form: Form): PlaceLabels {
  const own = forms.filter(({ content: { id, name } }) => (id ?? name) === form.id);
  const more = extensions.filter(
    ({ content }) => content.extends === form.name || content.extends === form.id,
  );
  return Object.fromEntries([
    ...own.flatMap(({ content }) => brought(content.fields, '')),
    ...more.flatMap(({ content }) => [
      ...brought(content.fields, ''),
      ...Object.entries(content.rows ?? {}).flatMap(([path, fields]) => brought(fields, `${path}.`)),
    ]),
  ]);
}

/** Of what a step adds, so that it is called so when a later one takes it away. */
export function labelsAdded(step: DesignStep): PlaceLabels {
  if (step.do === 'add-field')
    return Object.fromEntries(brought([step.content], step.in === undefined ? '' : `${step.in}.`));
  if (step.do === 'set-print') return { [`prints/${step.name}`]: step.content.label };
  if (step.do === 'set-report') return { [`reports/${step.name}`]: step.content.label };
  return step.do === 'add-option' ? Object.fromEntries(ofOptions(step.field, [step.content])) : {};
}

function* ofFields(shape: FieldSet): Generator<readonly [string, Label]> {
  for (const field of shape.fields) {
    yield [`fields/${field.path}`, field.label];
    yield* ofOptions(field.path, field.options);
    if (field.rows) yield* ofFields(field.rows);
  }
}

function ofOptions(path: string, options: unknown): readonly (readonly [string, Label])[] {
  const all = Array.isArray(options) ? (options as readonly OptionSource[]) : [];
  return all.flatMap(({ value, label }) => labelled(`fields/${path}/options/${value}`, label));
}

function brought(fields: readonly FieldSource[] = [], before: string): readonly (readonly [string, Label])[] {
  return fields.flatMap((field) => {
    const path = `${before}${field.id ?? field.name}`;
    const options = ofOptions(path, (field as Readonly<Record<string, unknown>>)['options']);
    return [...labelled(`fields/${path}`, field.label), ...options, ...brought(field.fields, `${path}.`)];
  });
}

function labelled(place: string, label: Label | undefined): readonly (readonly [string, Label])[] {
  return label ? [[place, label]] : [];
}
