import { msg, str } from '@lit/localize';
import { placeSegments } from '../../../metadata/property/target-place.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { blockAt, fieldAtPath } from '../work/canvas-moves.ts';
import { blockText, blockWord } from './design-blocks.ts';

/** Names a place of a form as people call it. */
export function placeName(form: FormModel, place: string): string {
  const [part, name = '', third, value] = placeSegments(place);
  if (part === 'fields') {
    const field = fieldAtPath(form, name);
    const label = say(field?.label) || name;
    if (third !== 'options') return label;
    const option = field?.options?.find((one) => one.value === value);
    return msg(str`${label} → ${say(option?.label) || (value ?? '')}`, { id: 'design-option-of' });
  }
  if (part === 'layout') {
    const { tabs } = form.layout;
    const found =
      name === 'tabs'
        ? tabs.find((tab) => tab.name === third)
        : tabs.flatMap((tab) => tab.groups).find((group) => group.name === third);
    const label = say(found?.label);
    if (name === 'tabs') return msg(str`页签：${label}`, { id: 'design-tab-of' });
    return label === ''
      ? msg('未命名的分组', { id: 'design-unnamed-group' })
      : msg(str`分组：${label}`, { id: 'design-group-of' });
  }
  if (part === 'rules') return msg(str`校验 ${name}`, { id: 'design-rule-of' });
  if (part === 'unique') return msg(str`唯一 ${name}`, { id: 'design-unique-of' });
  const block = blockAt(form, place);
  if (block) return msg(str`${blockWord(block.block)}：${blockText(form, block)}`, { id: 'design-block-of' });
  if (part === 'views') return say(form.views.find((one) => one.name === name)?.label) || name;
  if (part === 'actions') return say(form.actions.find((one) => one.name === name)?.label) || name;
  return say(form.label);
}
