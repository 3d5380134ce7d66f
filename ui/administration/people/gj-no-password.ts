import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { text, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { noteStyles, warningStyles } from '../../kit/styles/note-styles.ts';
import { shared } from '../../theme/shared.ts';
import { hasNoWayIn } from './user-password.ts';

/**
 * Says of a user who has neither a password nor an account of a provider that he cannot sign in, and leads to where he is
 * given one.
 */
export class GjNoPassword extends withProperties(GjElement, { user: text() }) {
  static override styles = [shared, noteStyles, warningStyles];

  readonly #password = new Loading(this, { key: () => this.user || undefined, load: hasNoWayIn });

  override render() {
    if (!this.#password.value) return nothing;
    return html`<p class="flex wraps centred below-3 pad-2-3 rounded-l" role="status">${icon('alert')}
      <span>${msg('这个用户还没有密码，不能登录。', { id: 'no-password-yet' })}</span>
      <a class="bold" href=${`/users/${this.user}/password`}>${msg('设置密码', { id: 'set-first-password' })}</a></p>`;
  }
}
customElements.define('gj-no-password', GjNoPassword);
