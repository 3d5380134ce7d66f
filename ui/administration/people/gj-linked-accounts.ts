import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { text, withProperties } from '../../kit/base/with-properties.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { Loading } from '../../kit/loading.ts';
import { noteStyles } from '../../kit/styles/note-styles.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { linkedAccounts } from './user-password.ts';

/** Says of a user that he signs in by a provider, and unlinks him from his account there. */
export class GjLinkedAccounts extends withProperties(GjElement, { user: text() }) {
  static override styles = [shared, noteStyles];

  readonly #accounts = new Loading(this, { key: () => this.user || undefined, load: linkedAccounts });

  #unlink(): Promise<boolean> {
    return openForm(this, {
      label: msg('解除账号对应', { id: 'accounts-unlink' }),
      before: () =>
        html`<p>${msg('下次登录时，重新按登录名对应提供方的账号。用户、角色和密码都不变。', { id: 'accounts-unlink-means' })}</p>`,
      act: msg('解除', { id: 'accounts-unlink-do' }),
      danger: true,
      send: async () => {
        await session.api.call('DELETE /api/users/:id/accounts', { path: { id: this.user } });
        await this.#accounts.load();
      },
    });
  }

  override render() {
    if (!this.#accounts.value) return nothing;
    return html`<p class="flex wraps centred below-3 pad-2-3 rounded-l">${icon('key')}
      <span>${msg('这个用户通过登录提供方登录。', { id: 'accounts-linked' })}</span>
      <button class="plain" @click=${() => this.#unlink()}>${msg('解除账号对应…', { id: 'accounts-unlink-ask' })}</button></p>`;
  }
}
customElements.define('gj-linked-accounts', GjLinkedAccounts);
