import { msg, str } from '@lit/localize';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';

/** A part of a form that is shown, required or closed only while a condition holds. */
export interface ConditionalLine {
  /** `fields/rate`, `layout/tabs/more`. */
  readonly place: string;
  readonly property: 'visible' | 'required' | 'readonly' | 'follows' | 'folded';
  readonly text: string;
  readonly condition: Json;
}

/** Of a form, its fields first, then those of rows, tabs and groups. */
export function conditionalLines(form: FormModel): readonly ConditionalLine[] {
  const lines: ConditionalLine[] = [];
  const add = (place: string, property: ConditionalLine['property'], name: string, condition: unknown) => {
    if (isObject(condition as Json))
      lines.push({ place, property, text: wordOf(property, name), condition: condition as Json });
  };
  const addField = (field: Field, upper = '') => {
    if (field.hidden || field.dropped) return;
    const name = `${upper}${say(field.label)}`;
    for (const property of ['visible', 'required', 'readonly', 'follows'] as const)
      add(`fields/${field.path}`, property, name, field[property]);
    for (const inner of field.rows?.fields ?? []) addField(inner, `${name} › `);
  };
  for (const field of form.fields) addField(field);
  for (const tab of form.layout.tabs) {
    add(`layout/tabs/${tab.name}`, 'visible', say(tab.label), tab.visible);
    for (const group of tab.groups)
      for (const property of ['visible', 'folded'] as const)
        add(`layout/groups/${group.name}`, property, say(group.label) || group.name, group[property]);
  }
  return lines;
}

function wordOf(property: ConditionalLine['property'], name: string): string {
  if (property === 'visible') return msg(str`${name}：显示`, { id: 'design-line-visible' });
  if (property === 'folded') return msg(str`${name}：折叠`, { id: 'design-line-folded' });
  if (property === 'follows') return msg(str`${name}：随公式更新`, { id: 'design-line-follows' });
  return property === 'required'
    ? msg(str`${name}：必填`, { id: 'design-line-required' })
    : msg(str`${name}：只读`, { id: 'design-line-readonly' });
}
