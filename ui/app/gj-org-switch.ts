import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { onceLoaded } from '../kit/base/once-loaded.ts';
import { state, withProperties } from '../kit/base/with-properties.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';

const loadBox = onceLoaded(() => import('./gj-org-box.ts'));

/**
 * The organisation one works for, always in sight. What lists the others is as heavy as the rest of the page, and few
 * visits need it: it is fetched when a pointer or the keyboard comes here, and takes over what was typed meanwhile.
 */
export class OrgSwitch extends withProperties(GjElement, {
  wanted: state(false),
}) {
  static override styles = [
    shared,
    css`
      :host {
        min-width: 0;
      }
      .closed input {
        padding-inline-end: var(--gj-size-26);
        text-overflow: ellipsis;
      }
      .closed svg {
        position: absolute;
        inset: 0 var(--gj-1h) 0 auto;
        margin-block: auto;
        color: var(--gj-muted);
        pointer-events: none;
      }
    `,
  ];

  #closed: HTMLInputElement | null = null;
  /** A pointer brought the focus: the list opens. */
  #pressed = false;

  /** Replaces the input by the list, once the input has the focus or was clicked. */
  async #want(): Promise<void> {
    await loadBox();
    const input = this.renderRoot.querySelector('input');
    // Somebody who only came by on his way elsewhere needs no list; a typed text wants one, wherever a page puts the
    // focus.
    const stays = this.shadowRoot?.activeElement === input || input?.value !== session.org?.name;
    if (!input || !stays) return;
    this.#closed = input;
    this.wanted = true;
  }

  override render() {
    const { org } = session;
    if (!org) return html`<p class="muted ellipsis">${msg('没有可用的组织', { id: 'no-organisation' })}</p>`;
    if (this.wanted) return html`<gj-org-box .before=${this.#closed} ?pressed=${this.#pressed}></gj-org-box>`;
    return html`<span class="closed relative blocks"><input class="plain" role="combobox" aria-expanded="false"
      aria-haspopup="listbox"
      autocomplete="off" aria-label=${msg('当前组织', { id: 'current-organisation' })} title=${`${org.number} ${org.name}`}
      .value=${org.name} @pointerenter=${() => void loadBox()} @pointerdown=${() => {
        this.#pressed = true;
      }} @focus=${() => void this.#want()} />${icon('down')}</span>`;
  }
}
customElements.define('gj-org-switch', OrgSwitch);
