import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { plural } from '../../session/i18n.ts';

/** Cases that go by what one may not see: how many there are. */
export function withheldLine(count: number): TemplateResult | typeof nothing {
  if (count === 0) return nothing;
  return html`<p class="small muted">${plural(msg(str`另有 ${count} 个用例，您无权查看其内容`, { id: 'cases-withheld' }))}</p>`;
}
