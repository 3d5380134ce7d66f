import type { Label, Language } from '../../../metadata/common/label.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { askedBy, placeSegments } from '../../../metadata/property/target-place.ts';
import type { FieldSource, FormSource, GroupSource, TabSource } from '../../../metadata/source.ts';
import { type BeforeTexts, textOf } from '../work/place-labels.ts';

/** A text that was set in both languages, of which one alone was changed. */
export interface LoneText {
  readonly form: string;
  readonly target: string;
  /** The language that still says what it said before. */
  readonly left: Language;
  readonly text: string;
}

/** Finds the texts that steps changed in one language alone; a text that stands for both is one in both. */
export function loneTexts(steps: readonly DesignStep[], before: BeforeTexts): readonly LoneText[] {
  const now = new Map<string, { readonly form: string; readonly target: string; readonly label: Label }>();
  /** As it was when both languages last said the same. */
  const agreed = new Map<string, Label>();
  for (const [at, step] of steps.entries()) {
    if (step.do === 'remove') forget(`${step.form}\n${step.place}`);
    if (step.do !== 'set' && step.do !== 'reset') continue;
    const { form, target } = step;
    const key = `${form}\n${target}`;
    const label = step.do === 'set' ? textOf(step.value) : undefined;
    if (!label) {
      forget(key);
      continue;
    }
    const was = agreed.get(key) ?? madeBy(steps.slice(0, at), form, target) ?? before[form]?.[target];
    const isLone = was && isPair(was) && isPair(label) && (was.zh === label.zh || was.en === label.en);
    agreed.set(key, isLone ? was : label);
    now.set(key, { form, target, label });
  }
  return [...now].flatMap(([key, { form, target, label }]) => {
    const was = agreed.get(key) ?? label;
    if (was.zh === label.zh && was.en === label.en) return [];
    const left = was.zh === label.zh ? 'zh' : 'en';
    return [{ form, target, left, text: label[left] }];
  });

  function forget(begin: string): void {
    for (const key of [...now.keys()].filter((one) => one === begin || one.startsWith(`${begin}/`))) {
      now.delete(key);
      agreed.delete(key);
    }
  }
}

function isPair({ zh, en }: Label): boolean {
  return zh !== en && zh !== '' && en !== '';
}

/** The text of a thing that one of the steps made. */
function madeBy(steps: readonly DesignStep[], form: string, target: string): Label | undefined {
  const { place, property } = askedBy(target);
  for (const step of steps.toReversed()) {
    const made =
      step.do === 'add-form' || ('form' in step && step.form === form) ? partOf(step, form) : undefined;
    const thing = made && thingIn(made, place);
    if (thing)
      return textOf(property.reduce<unknown>((value, name) => (value as never)?.[name], thing) as never);
  }
  return undefined;
}

/** What a step adds, as a form that has nothing else. */
function partOf(step: DesignStep, form: string): Partial<FormSource> | undefined {
  switch (step.do) {
    case 'add-form':
      return (step.content.id ?? step.content.name) === form ? step.content : undefined;
    case 'add-field': {
      const rows = step.in?.split('.').toReversed() ?? [];
      return {
        fields: [
          rows.reduce((field: object, name) => ({ name, fields: [field] }), step.content) as FieldSource,
        ],
      };
    }
    case 'add-option': {
      const [name = '', ...rows] = step.field.split('.').toReversed();
      const own = { name, options: [step.content] };
      return {
        fields: [rows.reduce((field: object, one) => ({ name: one, fields: [field] }), own) as FieldSource],
      };
    }
    case 'add-part': {
      const { part, content } = step;
      if (part === 'tabs') return { layout: { tabs: [content as TabSource] } };
      if (part === 'groups')
        return {
          layout: { tabs: [{ name: '', label: { zh: '', en: '' }, groups: [content as GroupSource] }] },
        };
      return { [part]: [content] };
    }
    default:
      return undefined;
  }
}

/** The thing at a place of what a file or a step says; undefined: it says nothing of it. */
function thingIn(source: Partial<FormSource>, place: string): object | undefined {
  const [part = '', name = '', third = '', value = ''] = placeSegments(place);
  if (part === '') return 'label' in source ? source : undefined;
  if (part === 'layout') {
    const tabs = source.layout?.tabs ?? [];
    const all: readonly { readonly name?: string }[] =
      name === 'tabs' ? tabs : tabs.flatMap(({ groups = [] }) => groups);
    return all.find((one) => one.name === third);
  }
  if (part !== 'fields')
    return (source as Readonly<Record<string, readonly { readonly name: string }[] | undefined>>)[part]?.find(
      (one) => one.name === name,
    );
  const field = name
    .split('.')
    .reduce<Partial<FieldSource> | undefined>(
      (shape, id) => shape?.fields?.find((one) => (one.id ?? one.name) === id),
      source as Partial<FieldSource>,
    );
  if (third !== 'options') return field && 'label' in field ? field : undefined;
  const { options = [] } = (field ?? {}) as { readonly options?: readonly { readonly value: string }[] };
  return options.find((one) => one.value === value);
}
