import { msg } from '@lit/localize';
import { html } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { router } from '../session/router.ts';
import { filling } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';

/** An address without a page, or one this person has no right to. */
export class MissingPage extends GjElement {
  static override styles = [shared, filling];

  override render() {
    return html`<div class="flex column grows centred middled gap-3 to-middle">
      <span class="muted">${icon('search', 32)}</span>
      <h1>${msg('这里没有页面', { id: 'page-missing' })}</h1>
      <p class="muted">${msg('地址有误，或者您没有查看它的权限。', { id: 'page-missing-why' })}</p>
      <code class="muted">${router.place.path}</code>
      <p><a href="/">${msg('返回首页', { id: 'back-home' })}</a></p>
    </div>`;
  }
}
customElements.define('gj-missing-page', MissingPage);
