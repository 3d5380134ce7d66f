import { msg } from '@lit/localize';

/** What a field of chips says to those who do not see it. */
export function manyWords() {
  return {
    cleared: msg('已清空', { id: 'selection-cleared' }),
    focused: msg('按退格键移除', { id: 'chip-focused' }),
    selected: msg('已选上', { id: 'chip-selected' }),
    deselected: msg('已移除', { id: 'chip-deselected' }),
    total: msg('已选 {count} 项', { id: 'chips-total' }),
  };
}
