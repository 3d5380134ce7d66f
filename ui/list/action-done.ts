import { msg, str } from '@lit/localize';
import { say } from '../session/i18n.ts';
import type { Outcome } from './list-actions.ts';

/** What was done, and to how many. */
export function actionDone({ action, lines }: Outcome): string {
  const count = lines.filter(({ wrong }) => wrong === null).length;
  switch (action.name) {
    case 'enable':
      return msg(str`已启用 ${count} 条记录`, { id: 'enabled-count' });
    case 'disable':
      return msg(str`已禁用 ${count} 条记录`, { id: 'disabled-count' });
    case 'delete':
      return msg(str`已删除 ${count} 条记录`, { id: 'deleted-count' });
    case 'edit':
      return msg(str`已修改 ${count} 条记录`, { id: 'changed-count' });
    case 'act':
      return msg(str`${say(action.declared.label)}：完成 ${count} 条记录`, { id: 'acted-count' });
  }
}
