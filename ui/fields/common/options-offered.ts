import { msg } from '@lit/localize';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { say } from '../../session/i18n.ts';
import type { ControlAsk } from '../common/ui-kind.ts';

export interface Offered {
  readonly value: string;
  readonly text: string;
}

/** Options that can be picked now, and whatever is picked already, so that it can be read and kept. */
export function optionsOffered({ options, field, value }: ControlAsk): Offered[] {
  const all = field.options ?? [];
  const offered = options ?? all.filter(({ hidden }) => !hidden);
  const picked = new Set(isList(value) ? value.map(String) : value === null ? [] : [String(value)]);
  const kept = all.filter((option) => picked.has(option.value) && !offered.includes(option));
  const strange = [...picked].filter((one) => !all.some((option) => option.value === one));
  return [
    ...[...offered, ...kept].map((option) => ({
      value: option.value,
      text: say(option.label) || option.value,
    })),
    ...strange.map((one) => ({ value: one, text: one })),
  ];
}

/** Answers the texts that a field of chips says to screen readers. */
export function manyWords() {
  return {
    cleared: msg('已清空', { id: 'selection-cleared' }),
    focused: msg('按退格键移除', { id: 'chip-focused' }),
    selected: msg('已选上', { id: 'chip-selected' }),
    deselected: msg('已移除', { id: 'chip-deselected' }),
    total: msg('已选 {count} 项', { id: 'chips-total' }),
  };
}
