import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { withProperties } from '../../kit/base/with-properties.ts';
import { countStyles } from '../../kit/styles/count-styles.ts';
import { plural } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { basket } from './basket.ts';

/** In the top bar: how many changes wait in the basket, and the way to them. */
export class GjBasket extends withProperties(GjElement, {}) {
  static override styles = [
    shared,
    countStyles,
    css`
      :host {
        flex: none;
      }
      a {
        width: var(--gj-control);
        height: var(--gj-control);
      }
      a:hover {
        background: var(--gj-head);
      }
      .count.danger {
        background: var(--gj-danger);
      }
    `,
  ];
  readonly #changed = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    basket.addEventListener('change', this.#changed);
    void basket.refresh();
  }

  override disconnectedCallback(): void {
    basket.removeEventListener('change', this.#changed);
    super.disconnectedCallback();
  }

  override render() {
    if (!basket.isOffered) return nothing;
    const { current } = basket;
    const count = current?.count ?? 0;
    const label =
      count === 0
        ? msg('变更集：空', { id: 'basket-empty' })
        : plural(msg(str`变更集：${count} 项待发布`, { id: 'basket-count' }));
    return html`<a class="gridded central relative inherits rounded"
        href=${current ? `/changes/${current.id}` : '/changes'} aria-label=${label} title=${label}>${icon('basket')}
      ${
        count > 0
          ? html`<span class="count to-middle ${current?.dangers ? 'danger' : ''}" aria-hidden="true">${count}</span>`
          : nothing
      }</a>`;
  }
}
customElements.define('gj-basket', GjBasket);
