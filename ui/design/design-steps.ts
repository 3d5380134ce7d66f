import type { DesignStep } from '../../metadata/design/design-step.ts';
import type { OptionSource } from '../../metadata/source.ts';
import type { FormModel } from '../model/form-model.ts';
import { freshOptions } from './fresh-options.ts';
import type { OptionsChange } from './gj-options-editor.ts';
import type { PropertySet } from './gj-place-panel.ts';
import { labelTyped, unnamed } from './label-typed.ts';
import { freeName } from './proposed-names.ts';

/** What a change of a property comes to. */
export function stepOfSet(form: string, { target, value }: PropertySet): DesignStep {
  return value === undefined ? { do: 'reset', form, target } : { do: 'set', form, target, value };
}

/** Whose options: of a field, or of a parameter, where the form is empty. */
export interface OptionsOf {
  readonly form: string;
  /** Path of the field, or `params/pdf/format`. */
  readonly field: string;
  readonly options: readonly OptionSource[];
}

/** What was done in the editor of options. */
export async function stepsOfOptions(
  { form, field, options }: OptionsOf,
  change: OptionsChange,
): Promise<readonly DesignStep[]> {
  const at = `${form === '' ? '' : 'fields/'}${field}/options`;
  switch (change.do) {
    case 'add':
      return (await freshOptions(change.texts, options)).map(
        (content): DesignStep => ({ do: 'add-option', form, field, content }),
      );
    case 'rename': {
      if (change.text.trim() === '') return [];
      const { label = { zh: '', en: '' } } = options.find(({ value }) => value === change.value) ?? {};
      const value = { ...labelTyped(label, change.text) };
      return [{ do: 'set', form, target: `${at}/${change.value}/label`, value }];
    }
    case 'move':
      return [
        {
          ...{ do: 'place' as const, form, place: `${at}/${change.value}` },
          ...(change.before === null ? {} : { before: change.before }),
        },
      ];
    case 'hide':
    case 'bring-back':
    case 'remove':
      return [{ do: change.do, form, place: `${at}/${change.value}` }];
    case 'open':
      return [];
  }
}

/** What one's layer puts in front of names on forms of others. */
export function ownName(form: FormModel, base: string, prefix: string): string {
  return form.package === 'local' ? base : `${prefix}_${base}`;
}

/** Names of parts that stand on a form, so that a new one is called otherwise. */
export function partNames({ layout, rules, unique, actions }: FormModel): ReadonlySet<string> {
  const { tabs } = layout;
  const parts = [tabs, tabs.flatMap((tab) => tab.groups), rules, unique, actions];
  return new Set(parts.flat().map(({ name }) => name));
}

/** A tab with a group, or a group, that is still empty. */
export function newPart(
  form: FormModel,
  change: { readonly part: string; readonly tab?: string },
  prefix: string,
): DesignStep {
  const taken = new Set(partNames(form));
  const named = (base: string) => {
    const name = freeName(ownName(form, base, prefix), taken);
    taken.add(name);
    return name;
  };
  if (change.part === 'tabs') {
    const content = {
      name: named('tab'),
      label: unnamed.tab,
      groups: [{ name: named('group'), fields: [] }],
    };
    return { do: 'add-part', form: form.id, part: 'tabs', content };
  }
  return {
    do: 'add-part',
    form: form.id,
    part: 'groups',
    tab: change.tab ?? '',
    content: { name: named('group'), label: unnamed.group, fields: [] },
  };
}
