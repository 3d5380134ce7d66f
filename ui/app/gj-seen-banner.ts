import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { withProperties } from '../kit/base/with-properties.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';

/** On every page, while an administrator sees as somebody else: as whom, and the way back to himself. */
export class GjSeenBanner extends withProperties(GjElement, {}) {
  static override styles = [
    shared,
    css`
      p {
        padding: var(--gj-1) var(--gj-4);
        border-block-end: var(--gj-px) solid color-mix(in srgb, var(--gj-accent) 40%, transparent);
        background: color-mix(in srgb, var(--gj-accent) 12%, var(--gj-surface));
      }
    `,
  ];

  override render() {
    const { user, seenBy } = session.who ?? {};
    if (!user || !seenBy) return nothing;
    const name = `${user.number} ${user.name}`;
    return html`<p class="flex wraps centred gap-half-2" role="note"
        aria-label=${msg('以用户身份查看', { id: 'seen-as' })}>${icon('user')}<b>${msg(
          str`正以 ${name} 的身份查看`,
          { id: 'seen-as-now' },
        )}</b><span>${msg('只能查看，不能更改。', { id: 'seen-as-reads' })}</span>
      <button class="plain underlined" @click=${() => session.endSeeing()}>${msg('结束查看', { id: 'seen-as-end' })}</button></p>`;
  }
}
customElements.define('gj-seen-banner', GjSeenBanner);
