import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import { say } from '../session/i18n.ts';
import { listAddress } from '../session/record-links.ts';
import { foldersAbove } from './folders-above.ts';

/** For slot `where` of the head of a form's own page: the folders it lies in. Nothing: it stands in none. */
export function whereFolders({ name }: Pick<FormOutline, 'name'>): TemplateResult | typeof nothing {
  const folders = foldersAbove(name);
  if (folders === '') return nothing;
  return html`<nav slot="where" aria-label=${msg('位置', { id: 'breadcrumb' })} title=${folders}>${folders}</nav>`;
}

/**
 * For slot `where` of a page's head, on pages below a form's list: its folders, the way back to the list, and what
 * else lies between (default: nothing).
 */
export function whereForm(
  form: Pick<FormOutline, 'name' | 'listLabel'>,
  between?: TemplateResult,
): TemplateResult {
  const folders = foldersAbove(form.name);
  const whole = [folders, say(form.listLabel)].filter(Boolean).join(' / ');
  return html`<nav slot="where" aria-label=${msg('位置', { id: 'breadcrumb' })} title=${whole}>
    ${folders}${folders ? ' / ' : ''}<a
        href=${listAddress(form.name)}>${say(form.listLabel)}</a>${between ? html` / ${between}` : nothing}
  </nav>`;
}
