import { msg, str } from '@lit/localize';
import type { Field } from '../../metadata/field.ts';
import type { Notice } from '../kit/gj-notices.ts';
import { language, say } from '../session/i18n.ts';

/** Fields that are no longer there since a publish, with what was typed into them. */
export function lostText(lost: readonly Field[]): Notice {
  const names = lost.map(({ label }) => say(label)).join(language() === 'zh' ? '、' : ', ');
  const text = msg(str`表单已更新：${names} 已不在其中，填在那里的内容没有保留。`, {
    id: 'form-updated-lost',
  });
  return { text, kind: 'error' };
}
