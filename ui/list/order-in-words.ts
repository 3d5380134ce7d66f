import { msg, str } from '@lit/localize';
import type { FormModel } from '../model/form-model.ts';
import { listed, say } from '../session/i18n.ts';
import { listField } from './list-field.ts';

/** What a list is ordered by, where that is more than the arrow of one heading tells; else empty. */
export function orderInWords(order: readonly string[], form: FormModel, shown: readonly string[]): string {
  const names = order.map((word) => word.replace(/^-/, ''));
  if (names.length < 2 && names.every((name) => shown.includes(name))) return '';
  const labels = names.map((name, at) => {
    const label = say(listField(form, name)?.label) || name;
    return `${label} ${order[at]?.startsWith('-') ? '↓' : '↑'}`;
  });
  return msg(str`排序：${listed(labels)}`, { id: 'ordered-by' });
}
