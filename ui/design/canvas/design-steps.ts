import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import type { OptionSource } from '../../../metadata/source.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import type { OptionsChange } from '../property/gj-options-editor.ts';
import { freshOptions } from '../words/fresh-options.ts';
import { labelTyped, unnamed } from '../words/label-typed.ts';
import { freeName } from '../words/proposed-names.ts';
import type { Landing } from '../work/canvas-moves.ts';
import { newBlock, sortOf } from './design-blocks.ts';
import { labelAt, type Size } from './design-sizes.ts';
import type { PropertySet } from './gj-place-panel.ts';

/** Answers the step of a changed property: `set`, or `reset` where the value is undefined. */
export function stepOfSet(form: string, { target, value }: PropertySet): DesignStep {
  return value === undefined ? { do: 'reset', form, target } : { do: 'set', form, target, value };
}

/** What somebody called a place on the canvas, in the language of the page. */
export interface Named {
  readonly place: string;
  readonly text: string;
}

/** The label of a place that was called otherwise; null: it is called as before. A group may go without. */
export function labelTarget(form: FormModel, { place, text }: Named): PropertySet | null {
  const label = labelAt(form, place) ?? { zh: '', en: '' };
  const isNone = text === '' && place.startsWith('layout/groups/');
  if (text === say(label) || (text === '' && !isNone)) return null;
  const value = isNone ? undefined : { ...labelTyped(label, text) };
  return { target: `${place}/label`, value, typing: false };
}

export function sizeTarget({ place, property, value }: Size): PropertySet {
  return { target: `${place}/${property}`, value, typing: false };
}

/** The options that are edited: those of a field, or of a parameter where the form is empty. */
export interface OptionsOf {
  readonly form: string;
  /** Path of the field, or `params/pdf/format`. */
  readonly field: string;
  readonly options: readonly OptionSource[];
}

/** Answers the steps of a change in the editor of options. */
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
          do: 'place' as const,
          form,
          place: `${at}/${change.value}`,
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

/**
 * Records become rules for documents: by a condition field that asks of these, which is made where there is none.
 * `prefix`: of names on forms of others; empty, where the form’s own layer says it.
 */
export function stepsOfMatch(form: FormModel, facts: string, prefix: string): readonly DesignStep[] {
  const known = form.fields.find(
    ({ kind, props, hidden }) => kind.about === 'facts' && props['facts'] === facts && !hidden,
  );
  const name = freeName(ownName('condition', prefix), new Set(form.byId.keys()));
  const content = { name, kind: 'condition', facts, label: { zh: '匹配条件', en: 'Match condition' } };
  const field: DesignStep = { do: 'add-field', form: form.id, content };
  const match = { facts, condition: known?.id ?? name };
  return [...(known ? [] : [field]), { do: 'set', form: form.id, target: 'match', value: match }];
}

/** Answers a name with the prefix that one's layer puts in front of names on forms of others; empty: the form is one's own. */
export function ownName(base: string, prefix: string): string {
  return prefix === '' ? base : `${prefix}_${base}`;
}

/** Names of parts that stand on a form, so that a new one is called otherwise. */
export function partNames({ layout, rules, unique, actions, blocks, views }: FormModel): ReadonlySet<string> {
  const { tabs } = layout;
  const parts = [tabs, tabs.flatMap((tab) => tab.groups), rules, unique, actions, blocks, views];
  return new Set(parts.flat().map(({ name }) => name));
}

/** A tab with a group, or a group, that is still empty; or a block where it was dropped. */
export function newPart(
  form: FormModel,
  change: { readonly part: string; readonly tab?: string } & Landing,
  prefix: string,
): { readonly step: DesignStep; readonly place: string } {
  const taken = new Set(partNames(form));
  const named = (base: string) => {
    const name = freeName(ownName(base, prefix), taken);
    taken.add(name);
    return name;
  };
  const sort = sortOf(change.part);
  if (sort) {
    const name = named(sort);
    return { step: newBlock(form, name, sort, change), place: `blocks/${name}` };
  }
  if (change.part === 'tabs') {
    const name = named('tab');
    const content = { name, label: unnamed.tab, groups: [{ name: named('group'), fields: [] }] };
    return { step: { do: 'add-part', form: form.id, part: 'tabs', content }, place: `layout/tabs/${name}` };
  }
  const name = named('group');
  const content = { name, label: unnamed.group, fields: [] };
  return {
    step: { do: 'add-part', form: form.id, part: 'groups', tab: change.tab ?? '', content },
    place: `layout/groups/${name}`,
  };
}
