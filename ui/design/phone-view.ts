import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { icon } from '../kit/base/icons.ts';
import { later } from './later-views.ts';
import { type BesideAsk, besideView } from './other-views.ts';

/** A phone has no room to design; what the form is like can be tried there all the same. */
export function phoneView(ask: BesideAsk): TemplateResult {
  void later.preview();
  return html`<p class="across rigid pad-2-3 toned warn in-warn small" role="note">${icon('alert', 14)}<span>${msg(
    '设计需要更大的屏幕，请在电脑上打开；在这里可以试用这个表单。',
    { id: 'design-wants-room' },
  )}</span></p>${besideView('preview', ask)}`;
}

/** The files of one's own layer, and beside them what all layers together say, line by line with who said it. */
export function jsonView(own: TemplateResult, ask: BesideAsk): TemplateResult {
  void later.beside();
  return html`<div class="both gridded grows shrinks-down">${own}${besideView('beside', ask)}</div>`;
}
