import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { language } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import '../two-step/gj-authenticators.ts';
import './gj-password-form.ts';
import './gj-sessions.ts';
import './gj-tokens.ts';
import type { GjTokens } from './gj-tokens.ts';
import '../../kit/gj-page-head.ts';

/** Whether what needs this person is mailed; kept with what else a person prefers. */
function mailed(address: string): TemplateResult {
  const isOn = session.own.read('inbox-mail') !== undefined;
  return html`<label class="flex centred gap-1h above-3"><input type="checkbox" .checked=${isOn} @change=${(
    event: Event,
  ) => {
    const { checked } = event.target as HTMLInputElement;
    session.own.write('inbox-mail', checked ? language() : undefined);
  }}><span>${msg(str`每天早上把收件箱中需要处理的事项发到 ${address}`, { id: 'inbox-mail' })}</span></label>`;
}

/** Oneself: who one is here, one's password, where one is signed in, one's tokens. */
export class AccountPage extends GjElement {
  static override styles = [
    shared,
    page,
    css`
      .columns {
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        max-width: var(--gj-size-1080);
        align-items: start;
      }
      @media (max-width: 760px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      dl {
        gap: var(--gj-2) var(--gj-4);
      }
    `,
  ];

  override render() {
    const { who } = session;
    return html`
      <gj-page-head heading=${msg('账户与令牌', { id: 'account-and-tokens' })}></gj-page-head>
      <div class="columns stack-3">
        <div class="stack">
        <section class="card" aria-labelledby="who">
          <h2 class="below-3" id="who">${msg('我', { id: 'me' })}</h2>
          <dl>
            <dt>${msg('登录名', { id: 'user-name' })}</dt><dd>${who?.user.number}</dd>
            <dt>${msg('名称', { id: 'name' })}</dt><dd>${who?.user.name}</dd>
            <dt>${msg('所属组织', { id: 'home-organisation' })}</dt><dd>${who?.org.name} <span class="muted">${who?.org.number}</span></dd>
            <dt>${msg('可用组织', { id: 'usable-organisations' })}</dt><dd>${who?.organisations.length}</dd>
            <dt>${msg('平台管理员', { id: 'administers' })}</dt>
            <dd>${who?.administers ? msg('是', { id: 'yes' }) : msg('否', { id: 'no' })}</dd>
          </dl>
          ${who?.mails === undefined ? nothing : mailed(who.mails)}
        </section>
        <section class="card" aria-labelledby="two-step">
          <h2 class="below-1" id="two-step">${msg('两步验证', { id: 'two-step' })}</h2>
          <gj-authenticators></gj-authenticators>
        </section>
        </div>
        <section class="card" aria-labelledby="password">
          <h2 class="below-3" id="password">${msg('修改密码', { id: 'change-password' })}</h2>
          <gj-password-form
              @tokens-ended=${() => this.renderRoot.querySelector<GjTokens>('gj-tokens')?.reload()}></gj-password-form>
        </section>
        <section class="card spans" aria-labelledby="sessions">
          <h2 class="below-1" id="sessions">${msg('登录的设备', { id: 'sessions' })}</h2>
          <gj-sessions></gj-sessions>
        </section>
        <section class="card spans" aria-labelledby="tokens">
          <h2 class="below-3" id="tokens">${msg('访问令牌', { id: 'tokens' })}</h2>
          <gj-tokens></gj-tokens>
        </section>
      </div>
    `;
  }
}
customElements.define('gj-account-page', AccountPage);
