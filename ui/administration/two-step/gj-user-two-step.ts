import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { text, withProperties } from '../../kit/base/with-properties.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { notify } from '../../kit/gj-notices.ts';
import { Loading } from '../../kit/loading.ts';
import { listed, plural } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';

/** Tells an administrator of a user's two-step verification, and turns it off for who lost phone and codes. */
export class GjUserTwoStep extends withProperties(GjElement, { user: text() }) {
  static override styles = [shared];

  readonly #apps = new Loading(this, {
    key: () => this.user || undefined,
    load: (id, signal) => session.api.call('GET /api/users/:id/authenticators', { path: { id }, signal }),
  });

  #turnOff(needed: boolean): Promise<boolean> {
    return openForm(this, {
      label: msg('关闭两步验证', { id: 'two-step-turn-off' }),
      before: () =>
        html`<p>${
          needed
            ? msg(
                '移除这个用户的全部验证器应用和恢复码。其角色要求两步验证：下次登录时重新添加应用。请先确认是本人。',
                {
                  id: 'two-step-turn-off-needed',
                },
              )
            : msg('移除这个用户的全部验证器应用和恢复码：下次登录只要密码。请先确认是本人。', {
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

  override render() {
    return (
      this.#apps.shown(({ items, codesLeft, needed }) => {
        if (items.length === 0)
          return html`<p class="muted">${
            needed
              ? msg('其角色要求两步验证：下次用密码登录时添加验证器应用。', { id: 'two-step-of-user-due' })
              : msg('只凭密码登录。', { id: 'two-step-of-user-off' })
          }</p>`;
        const names = listed(items.map(({ name }) => name));
        return html`<p class="breaks">${msg(str`登录时输入验证码：${names}`, { id: 'two-step-of-user-on' })}</p>
        <p class="small muted">${plural(msg(str`还有 ${codesLeft} 个恢复码没有用过。`, { id: 'recovery-codes-left' }))}</p>
        <div class="above-2"><button @click=${() => this.#turnOff(needed)}>${msg('关闭两步验证…', {
          id: 'two-step-turn-off-ask',
        })}</button></div>`;
      }) ?? nothing
    );
  }
}
customElements.define('gj-user-two-step', GjUserTwoStep);
