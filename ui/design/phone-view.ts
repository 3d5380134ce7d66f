import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { icon } from '../kit/base/icons.ts';
import { type BesideAsk, besideView } from './other-views.ts';

/** A phone has no room to design; what the form is like can be tried there all the same. */
export function phoneView(ask: BesideAsk): TemplateResult {
  return html`<p class="across rigid pad-2-3 toned warn in-warn small" role="note">${icon('alert', 14)}<span>${msg(
    '设计需要更大的屏幕，请在电脑上打开；在这里可以试用这个表单。',
    { id: 'design-wants-room' },
  )}</span></p>${besideView('preview', ask)}`;
}
