import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import { say } from '../session/i18n.ts';
import { listAddress } from '../session/record-links.ts';
import { foldersAbove } from './folders-above.ts';

/**
 * For slot `where` of a page's head, on pages below a form's list: its folders, the way back to the list, and what
 * else lies between (default: nothing).
 */
export function whereForm(
  form: Pick<FormOutline, 'name' | 'listLabel'>,
  between?: TemplateResult,
): TemplateResult {
  const folders = foldersAbove(form.name);
  return html`<nav slot="where" aria-label=${msg('位置', { id: 'breadcrumb' })}>
    ${folders}${folders ? ' / ' : ''}<a
        href=${listAddress(form.name)}>${say(form.listLabel)}</a>${between ? html` / ${between}` : nothing}
  </nav>`;
}
