import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { Danger } from '../../metadata/contract/params/value.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { withProperties } from '../kit/base/with-properties.ts';
import { dangers } from '../session/dangers.ts';
import { listed, say } from '../session/i18n.ts';
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
    const shown = grouped(list);
    const rest = shown.length - most;
    return html`<p class="flex wraps centred gap-half-2" role="note"
        aria-label=${msg('慎用参数', { id: 'dangers' })}><span class="in-warn">${icon('alert')}</span><b
        class="in-warn">${msg(str`${name}已开启慎用参数：`, { id: 'dangers-on' })}</b>
      ${shown.slice(0, most).map(
        (one) => html`<a class="inherits underlined" href=${addressOf(one)}
          title=${listed(one.map(({ company }) => company ?? ''))}>${named(one)}</a>`,
      )}
      ${
        rest > 0
          ? html`<a class="inherits underlined" href="/parameters?on=true">${msg(str`另有 ${rest} 项`, { id: 'dangers-more' })}</a>`
          : nothing
      }</p>`;
  }
}

/** The same parameter is on for several companies: it is named once. */
type Group = readonly [Danger, ...Danger[]];

function grouped(list: readonly Danger[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const one of list) {
    const key = one.company === null ? `${one.type}/${one.key}` : one.type;
    const before = groups.get(key);
    groups.set(key, before ? [...before, one] : [one]);
  }
  return [...groups.values()];
}

function addressOf([{ type, key }]: Group): string {
  return `/parameters?${new URLSearchParams({ on: 'true', open: `${type}/${key}` })}`;
}

/** By the companies below that it is on for: a few by name, more as a number; what comes from above is told as such. */
function named(group: Group): string {
  const [{ label, instance, company, below, from }] = group;
  const { size } = new Set(group.map((one) => one.company));
  if (size > 1) return msg(str`${size} 家公司：${say(label)}`, { id: 'dangers-companies' });
  if (company !== null)
    return below ? msg(str`下级${company}：${say(label)}`, { id: 'dangers-of-below' }) : say(label);
  if (instance !== null) {
    const form = session.form(instance);
    return msg(str`${form ? say(form.label) : instance}：${say(label)}`, { id: 'dangers-of' });
  }
  if (from.org && from.org.id !== session.org?.id)
    return msg(str`${say(label)}（继承自${from.org.name}）`, { id: 'dangers-from-above' });
  return say(label);
}
customElements.define('gj-danger-banner', GjDangerBanner);
