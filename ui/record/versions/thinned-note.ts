import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';

/** Says that there were earlier versions than the oldest that is shown. */
export function thinnedNote({ thinned }: { readonly thinned: boolean }): TemplateResult | typeof nothing {
  if (!thinned) return nothing;
  return html`<p class="muted small">${msg('更早的版本已按保存期限删除', { id: 'versions-thinned' })}</p>`;
}
