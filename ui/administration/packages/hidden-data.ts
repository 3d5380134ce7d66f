import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { HiddenData } from '../../../metadata/contract/packages/parts.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { listed, plural, say } from '../../session/i18n.ts';

/** How many records of a form, or values of a field, are kept: `12 records`. */
function countText({ field, count }: HiddenData): string {
  const shown = count.toLocaleString();
  return field
    ? plural(msg(str`${shown} 个值`, { id: 'pkg-kept-values' }))
    : plural(msg(str`${shown} 条记录`, { id: 'pkg-kept-records' }));
}

/** Names the form, or the field of a form, that data is kept of. */
function placeText({ label, field }: HiddenData): string {
  return [say(label), field ? say(field) : ''].filter(Boolean).join(' · ');
}

/** Draws a line for each form and field that data is kept of. */
export function hiddenLines(kept: readonly HiddenData[]): TemplateResult {
  return html`<ul class="lines">${kept.map(
    (one) =>
      html`<li><span class="grow">${dotted(placeText(one))}</span><span class="small muted figures">${countText(one)}</span></li>`,
  )}</ul>`;
}

/** The same in a sentence. */
export function hiddenText(kept: readonly HiddenData[]): string {
  return listed(kept.map((one) => `${placeText(one)} ${countText(one)}`));
}

/** Records in all. */
export function recordsOf(kept: readonly HiddenData[]): number {
  return kept.reduce((sum, { field, count }) => sum + (field ? 0 : count), 0);
}
