import { msg, str } from '@lit/localize';
import { listed } from '../../session/i18n.ts';

/** Labels of forms and keys of parameters. */
export function unseenText(labels: readonly string[]): string {
  return msg(str`试算未使用您无权查看的数据：${listed(labels)}`, { id: 'lab-unseen' });
}
