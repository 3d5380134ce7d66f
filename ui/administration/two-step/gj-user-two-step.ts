import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { flag, text, withProperties } from '../../kit/base/with-properties.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { notify } from '../../kit/gj-notices.ts';
import { Loading } from '../../kit/loading.ts';
import { noteStyles } from '../../kit/styles/note-styles.ts';
import { listed, plural } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';

/** Tells an administrator of a user's two-step verification, and turns it off for who lost phone and codes. */
export class GjUserTwoStep extends withProperties(GjElement, {
  user: text(),
  /** Above a record, and only where there is an app. */
  note: flag(),
}) {
  static override styles = [shared, noteStyles];

  readonly #apps = new Loading(this, {
    key: () => (session.who?.administers && this.user) || undefined,
    load: (id, signal) => session.api.call('GET /api/users/:id/authenticators', { path: { id }, signal }),
  });

  #turnOff(needed: boolean): Promise<boolean> {
    return openForm(this, {
      label: msg('关闭两步验证', { id: 'two-step-turn-off' }),
      before: () =>
        html`<p>${
          needed
            ? msg(
                '移除这个用户的全部验证器应用、通行密钥和恢复码。其角色要求两步验证：下次登录时重新添加。请先确认是本人。',
                {
                  id: 'two-step-turn-off-needed',
                },
              )
            : msg('移除这个用户的全部验证器应用、通行密钥和恢复码：下次登录只要密码。请先确认是本人。', {
                id: 'two-step-turn-off-means',
              })
        }</p>`,
      act: msg('关闭两步验证', { id: 'two-step-turn-off' }),
      danger: true,
      send: async () => {
        await session.api.call('DELETE /api/users/:id/authenticators', { path: { id: this.user } });
        await this.#apps.load();
        notify({ text: msg('已关闭这个用户的两步验证', { id: 'two-step-turned-off' }) });
      },
    });
  }

  #note() {
    const { items = [], needed = false } = this.#apps.value ?? {};
    if (items.length === 0) return nothing;
    return html`<p class="flex wraps centred below-3 pad-2-3 rounded-l">${icon('phone')}
      <span>${msg('这个用户用密码登录时还要用验证码或通行密钥确认。', { id: 'two-step-of-user' })}</span>
      <button class="plain" @click=${() => this.#turnOff(needed)}>${msg('关闭两步验证…', { id: 'two-step-turn-off-ask' })}</button></p>`;
  }

  override render() {
    if (this.note) return this.#note();
    return (
      this.#apps.shown(({ items, codesLeft, needed }) => {
        if (items.length === 0)
          return html`<p class="muted">${
            needed
              ? msg('其角色要求两步验证：下次用密码登录时添加验证器应用或通行密钥。', {
                  id: 'two-step-of-user-due',
                })
              : msg('只凭密码登录。', { id: 'two-step-of-user-off' })
          }</p>`;
        const names = listed(items.map(({ name }) => name));
        return html`<p class="breaks">${msg(str`用密码登录时还要用其一确认：${names}`, { id: 'two-step-of-user-on' })}</p>
        <p class="small muted">${plural(msg(str`还有 ${codesLeft} 个恢复码没有用过。`, { id: 'recovery-codes-left' }))}</p>
        <div class="above-2"><button @click=${() => this.#turnOff(needed)}>${msg('关闭两步验证…', {
          id: 'two-step-turn-off-ask',
        })}</button></div>`;
      }) ?? nothing
    );
  }
}
customElements.define('gj-user-two-step', GjUserTwoStep);
