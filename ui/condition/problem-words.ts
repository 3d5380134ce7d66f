import { msg } from '@lit/localize';
import type { Problem } from '../../metadata/common/issue.ts';
import { render } from '../../metadata/common/render.ts';
import { messages } from '../../rules/messages.ts';
import { language } from '../session/i18n.ts';

/** Says in a sentence what is wrong with a part of a condition. */
export function problemWords({ code, params = {} }: Problem): string {
  if (code === 'unknown-fact' && params['fact'] === '')
    return msg('还没有选择字段', { id: 'field-not-picked' });
  return render(messages, code, params, language()) ?? code;
}

/** Answers whether a problem is no mistake yet while somebody still builds the part. */
export function isUnfinished({ code, params = {} }: Problem): boolean {
  if (code === 'unknown-fact') return params['fact'] === '';
  return code === 'operand-missing' || code === 'operand-empty';
}
