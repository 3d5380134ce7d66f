import { msg } from '@lit/localize';
import type { DesignStep } from '../../metadata/design/design-step.ts';
import type { OptionSource } from '../../metadata/source.ts';
import type { FormModel } from '../model/form-model.ts';
import { language } from '../session/i18n.ts';
import type { Drawn } from './bench-shapes.ts';
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

/** Records become rules for documents: by a condition field that asks of these, which is made where there is none. */
export function stepsOfMatch(form: FormModel, facts: string, prefix: string): readonly DesignStep[] {
  const known = form.fields.find(
    ({ kind, props, hidden }) => kind.about === 'facts' && props['facts'] === facts && !hidden,
  );
  const name = freeName(ownName(form, 'condition', prefix), new Set(form.byId.keys()));
  const content = { name, kind: 'condition', facts, label: { zh: '匹配条件', en: 'Match condition' } };
  const field: DesignStep = { do: 'add-field', form: form.id, content };
  const match = { facts, condition: known?.id ?? name };
  return [...(known ? [] : [field]), { do: 'set', form: form.id, target: 'match', value: match }];
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
): { readonly step: DesignStep; readonly name: string } {
  const taken = new Set(partNames(form));
  const named = (base: string) => {
    const name = freeName(ownName(form, base, prefix), taken);
    taken.add(name);
    return name;
  };
  if (change.part === 'tabs') {
    const name = named('tab');
    const content = { name, label: unnamed.tab, groups: [{ name: named('group'), fields: [] }] };
    return { step: { do: 'add-part', form: form.id, part: 'tabs', content }, name };
  }
  const name = named('group');
  const content = { name, label: unnamed.group, fields: [] };
  return { step: { do: 'add-part', form: form.id, part: 'groups', tab: change.tab ?? '', content }, name };
}

/** What a step did, for the history of the design. */
export function stepWords(step: DesignStep, drawn: Drawn | null): string {
  const id = 'form' in step ? step.form : undefined;
  const line = drawn?.lines.find((one) => one.id === id);
  const where = line ? `${line.label[language()]} · ` : '';
  return where + verbOf(step);
}

function verbOf(step: DesignStep): string {
  const at =
    'target' in step ? step.target : 'place' in step ? step.place : 'field' in step ? step.field : '';
  const named =
    'content' in step && typeof step.content === 'object' && step.content !== null && 'label' in step.content
      ? ((step.content as { label?: { zh: string; en: string } }).label?.[language()] ?? at)
      : at;
  const verbs: Readonly<Record<DesignStep['do'], string>> = {
    set: msg('改', { id: 'design-did-set' }),
    reset: msg('恢复', { id: 'design-reset' }),
    'add-form': msg('新表单', { id: 'design-new-form' }),
    'add-field': msg('加字段', { id: 'design-did-add-field' }),
    'add-option': msg('加选项', { id: 'design-did-add-option' }),
    'add-part': msg('加', { id: 'design-did-add-part' }),
    place: msg('移动', { id: 'design-did-place' }),
    rename: msg('改字段名', { id: 'design-did-rename' }),
    'change-kind': msg('改类型', { id: 'design-did-change-kind' }),
    hide: msg('隐藏', { id: 'design-hidden' }),
    remove: msg('删除', { id: 'delete' }),
    'bring-back': msg('恢复显示', { id: 'design-did-bring-back' }),
    'merge-options': msg('合并选项', { id: 'design-merge-options' }),
    'move-into-rows': msg('移入明细', { id: 'design-did-move-into' }),
    'add-menu': msg('加菜单', { id: 'design-did-add-menu' }),
    'set-menu': msg('改菜单', { id: 'design-did-set-menu' }),
    'remove-menu': msg('删菜单', { id: 'design-did-remove-menu' }),
    'add-param': msg('加参数', { id: 'design-did-add-param' }),
    'set-param': msg('改参数', { id: 'design-did-set-param' }),
    'remove-param': msg('删参数', { id: 'design-did-remove-param' }),
    'write-file': msg('改 JSON', { id: 'design-did-write-file' }),
    'remove-file': msg('删文件', { id: 'design-did-remove-file' }),
  };
  return `${verbs[step.do]} ${'path' in step ? step.path : named}`.trim();
}
