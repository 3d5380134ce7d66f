import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { Danger } from '../../metadata/contract/params/value.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { withProperties } from '../kit/base/with-properties.ts';
import { dangers } from '../session/dangers.ts';
import { say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';

/** Named one by one; more are counted. */
const most = 3;

/** On every page: which checks are off, or that another environment is called, for the organisation one works for. */
export class GjDangerBanner extends withProperties(GjElement, {}) {
  static override styles = [
    shared,
    css`
      p {
        padding: var(--gj-1) var(--gj-4);
        border-block-end: var(--gj-px) solid color-mix(in srgb, var(--gj-warn) 40%, transparent);
        background: color-mix(in srgb, var(--gj-warn) 12%, var(--gj-surface));
      }
    `,
  ];
  readonly #changed = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    dangers.addEventListener('change', this.#changed);
  }

  override disconnectedCallback(): void {
    dangers.removeEventListener('change', this.#changed);
    super.disconnectedCallback();
  }

  override render() {
    const { list } = dangers;
    if (list.length === 0) return nothing;
    const name = session.org?.name ?? '';
    const rest = list.length - most;
    return html`<p class="flex wraps centred gap-half-2" role="note"
        aria-label=${msg('慎用参数', { id: 'dangers' })}><span class="in-warn">${icon('alert')}</span><b
        class="in-warn">${msg(str`${name}已开启慎用参数：`, { id: 'dangers-on' })}</b>
      ${list.slice(0, most).map((one) => html`<a class="inherits underlined" href=${addressOf(one)}>${named(one)}</a>`)}
      ${
        rest > 0
          ? html`<a class="inherits underlined" href="/parameters?on=true">${msg(str`另有 ${rest} 项`, { id: 'dangers-more' })}</a>`
          : nothing
      }</p>`;
  }
}

function addressOf({ type, key }: Danger): string {
  return `/parameters?${new URLSearchParams({ on: 'true', open: `${type}/${key}` })}`;
}

function named({ label, instance }: Danger): string {
  return instance === null ? say(label) : `${say(label)} ${instance}`;
}
customElements.define('gj-danger-banner', GjDangerBanner);
