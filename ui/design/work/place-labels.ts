import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import type { FieldSet, Form } from '../../../metadata/model.ts';
import { askedBy } from '../../../metadata/property/target-place.ts';
import type {
  FieldSource,
  FormSource,
  MenuSource,
  OptionSource,
  PackageSource,
  ParamSource,
} from '../../../metadata/source.ts';

/** The labels of the places of a form, by place: `fields/rate`, `layout/groups/basic`; empty: the form itself. */
export type PlaceLabels = Readonly<Record<string, Label>>;

/** Texts in both languages as they stood before a design, by form and target: those that its steps set. */
export type BeforeTexts = Readonly<Record<string, Readonly<Record<string, Label>>>>;

/** Answers a text in both languages; undefined: the value is something else. */
export function textOf(value: Json | undefined): Label | undefined {
  if (!isObject(value)) return undefined;
  const { zh, en } = value;
  return typeof zh === 'string' && typeof en === 'string' ? { zh, en } : undefined;
}

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

/** Of a form that a design changes: as all is called now, else as it was called, else as a step calls it. */
export function labelsChanged(
  form: Form | string,
  begun: readonly PackageSource[],
  steps: readonly DesignStep[],
): PlaceLabels {
  const known = typeof form === 'string' ? { id: form, name: form } : form;
  const former = begun.map((source) => labelsBrought(source, known));
  const now = typeof form === 'string' ? {} : labelsOf(form);
  return Object.assign({}, ...steps.map(labelsGiven), ...former, ...steps.map(labelsAdded), now);
}

/** Of fields a layer brings: what is taken away in a design is still called as it was. */
function labelsBrought(
  { forms, extensions, dropped = [] }: PackageSource,
  form: Pick<Form, 'id' | 'name'>,
): PlaceLabels {
  const own = forms.filter(({ content: { id, name } }) => (id ?? name) === form.id);
  const more = extensions.filter(
    ({ content }) => content.extends === form.name || content.extends === form.id,
  );
  return Object.fromEntries([
    ...dropped.flatMap(({ form: of, path, field }) =>
      of === form.id ? labelled(`fields/${path}`, field?.label) : [],
    ),
    ...own.flatMap(({ content }) => [...brought(content.fields, ''), ...broughtParts(content)]),
    ...more.flatMap(({ content }) => [
      ...brought(content.fields, ''),
      ...broughtParts(content),
      ...Object.entries(content.rows ?? {}).flatMap(([path, fields]) => brought(fields, `${path}.`)),
    ]),
  ]);
}

/** Of what a step adds, so that it is called so when a later one takes it away. */
function labelsAdded(step: DesignStep): PlaceLabels {
  switch (step.do) {
    case 'add-form': {
      const { label, fields } = step.content;
      return Object.fromEntries([['', label], ...brought(fields, ''), ...broughtParts(step.content)]);
    }
    case 'add-field':
      return Object.fromEntries(brought([step.content], step.in === undefined ? '' : `${step.in}.`));
    case 'add-part': {
      const { part, content } = step;
      const place = part === 'tabs' || part === 'groups' ? `layout/${part}` : part;
      const label = 'label' in content ? content.label : 'message' in content ? content.message : undefined;
      return Object.fromEntries(labelled(`${place}/${content.name}`, label));
    }
    case 'add-option':
      return Object.fromEntries(ofOptions(`fields/${step.field}`, [step.content]));
    case 'bring-back':
      return labelsOfBrought(step);
    case 'set-print':
      return { [`prints/${step.name}`]: step.content.label };
    case 'set-report':
      return { [`reports/${step.name}`]: step.content.label };
    default:
      return {};
  }
}

/** Of what a step calls otherwise, for what nobody knows any more. */
function labelsGiven(step: DesignStep): PlaceLabels {
  if (step.do !== 'set') return {};
  const { place, property } = askedBy(step.target);
  return isName(property) ? Object.fromEntries(labelled(place, textOf(step.value))) : {};
}

/** Of what is there again, by what the step brings of it. */
function labelsOfBrought({ place, content }: DesignStep & { readonly do: 'bring-back' }): PlaceLabels {
  if (!content) return {};
  if (place === '') {
    const whole = content as Partial<FormSource>;
    return Object.fromEntries([
      ...labelled('', whole.label),
      ...brought(whole.fields, ''),
      ...broughtParts(whole),
    ]);
  }
  const { label, message } = content as { readonly label?: Label; readonly message?: Label };
  return Object.fromEntries(labelled(place, label ?? message));
}

/** Of what is of no form: parameters by their addresses, folders of the menu by their paths. */
export function labelsBeside(
  sources: readonly PackageSource[],
  menu: readonly MenuSource[],
  steps: readonly DesignStep[],
): PlaceLabels {
  const params = sources.flatMap((source) =>
    source.params.flatMap(({ content }) =>
      (content.params ?? []).flatMap((one) => ofParam(content.type, one)),
    ),
  );
  const added = steps.flatMap((step) => {
    if (step.do === 'add-param') return ofParam(step.type, step.content);
    if (step.do === 'add-menu') return ofFolder(step.content);
    return step.do === 'add-option' && step.field.startsWith('params/')
      ? ofOptions(step.field, [step.content])
      : [];
  });
  return Object.fromEntries([...params, ...added, ...menu.flatMap(ofFolder)]);
}

function ofFolder({ path, label }: MenuSource): readonly (readonly [string, Label])[] {
  return labelled(`menu/${path}`, label);
}

function ofParam(type: string, { key, dimension, label, value }: ParamSource) {
  const place = `params/${type}/${key ?? `{${dimension ?? ''}}`}`;
  return [...labelled(place, label), ...ofOptions(place, (value as { readonly options?: unknown }).options)];
}

function broughtParts(content: Partial<FormSource>): readonly (readonly [string, Label])[] {
  const { rules = [], unique = [], actions = [], blocks = [], views = [], layout } = content;
  const tabs = layout?.tabs ?? [];
  return [
    ...rules.flatMap(({ name, message }) => labelled(`rules/${name}`, message)),
    ...unique.flatMap(({ name, message }) => labelled(`unique/${name}`, message)),
    ...actions.flatMap(({ name, label }) => labelled(`actions/${name}`, label)),
    ...blocks.flatMap(({ name, label }) => labelled(`blocks/${name}`, label)),
    ...views.flatMap(({ name, label }) => labelled(`views/${name}`, label)),
    ...tabs.flatMap(({ name, label }) => labelled(`layout/tabs/${name}`, label)),
    ...tabs.flatMap(({ groups = [] }) =>
      groups.flatMap(({ name, label }) => labelled(`layout/groups/${name}`, label)),
    ),
  ];
}

function* ofFields(shape: FieldSet): Generator<readonly [string, Label]> {
  for (const field of shape.fields) {
    yield [`fields/${field.path}`, field.label];
    yield* ofOptions(`fields/${field.path}`, field.options);
    if (field.rows) yield* ofFields(field.rows);
  }
}

function ofOptions(place: string, options: unknown): readonly (readonly [string, Label])[] {
  const all = Array.isArray(options) ? (options as readonly OptionSource[]) : [];
  return all.flatMap(({ value, label }) => labelled(`${place}/options/${value}`, label));
}

function brought(fields: readonly FieldSource[] = [], before: string): readonly (readonly [string, Label])[] {
  return fields.flatMap((field) => {
    const path = `${before}${field.id ?? field.name}`;
    const options = ofOptions(`fields/${path}`, (field as Readonly<Record<string, unknown>>)['options']);
    return [...labelled(`fields/${path}`, field.label), ...options, ...brought(field.fields, `${path}.`)];
  });
}

/** Of what something is called by. */
function isName(property: readonly string[]): boolean {
  return property.join() === 'label' || property.join() === 'message';
}

function labelled(place: string, label: Label | undefined): readonly (readonly [string, Label])[] {
  return label ? [[place, label]] : [];
}
