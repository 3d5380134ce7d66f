import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { router } from '../session/router.ts';
import { stacked } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';

/** An address without a page, or one this person has no right to. */
export class MissingPage extends GjElement {
  static override styles = [
    shared,
    stacked,
    css`
      :host {
        place-content: center;
        justify-items: center;
        padding: var(--gj-6);
        text-align: center;
      }
      .icon {
        color: var(--gj-muted);
      }
    `,
  ];

  override render() {
    return html`
      ${icon('search', 32)}
      <h1>${msg('这里没有页面', { id: 'page-missing' })}</h1>
      <p class="muted">${msg('地址有误，或者您没有查看它的权限。', { id: 'page-missing-why' })}</p>
      <code class="muted">${router.place.path}</code>
      <p><a href="/">${msg('返回首页', { id: 'back-home' })}</a></p>
    `;
  }
}
customElements.define('gj-missing-page', MissingPage);
