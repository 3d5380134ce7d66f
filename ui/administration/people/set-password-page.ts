import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { FirstQuiet } from '../../kit/base/first-quiet.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { text, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { whereForm } from '../../kit/where-form.ts';
import { readPlatformRecord } from '../../model/one-record.ts';
import { router } from '../../session/router.ts';
import { session } from '../../session/session.ts';
import { page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { hasPassword } from './user-password.ts';
import '../two-step/gj-user-two-step.ts';
import './gj-password-form.ts';
import './gj-sessions.ts';
import '../../kit/gj-state.ts';
import '../../kit/gj-page-head.ts';

/** An administrator sets a user's password; the user's sessions end with it. */
export class SetPasswordPage extends withProperties(GjElement, { user: text() }) {
  static override styles = [
    shared,
    page,
    css`
      .card {
        max-width: var(--gj-size-560);
      }
    `,
  ];

  readonly #record = new Loading(this, {
    key: () => this.user || undefined,
    load: (user, signal) => readPlatformRecord('user', user, signal),
  });
  readonly #quiet = new FirstQuiet(this);
  readonly #password = new Loading(this, { key: () => this.user || undefined, load: hasPassword });

  override render() {
    const { value: record, failure } = this.#record;
    const name = `${record?.['number'] ?? ''} ${record?.['name'] ?? ''}`;
    if (failure) return html`<gj-state .failure=${failure} @retry=${() => this.#record.load()}></gj-state>`;
    const outline = html`<gj-skeleton .outline=${{ cards: [4, 2, 2] }}></gj-skeleton>`;
    if (!record) return outline;
    const form = session.formById('user');
    const first = this.#password.value === false;
    return html`
      <gj-page-head heading=${
        first
          ? msg(str`设置密码：${name}`, { id: 'set-first-password-of' })
          : msg(str`重设密码：${name}`, { id: 'set-password-of' })
      }>${form ? whereForm(form, html`<a href=${`/forms/${form.name}/${record.id}`}>${name}</a>`) : nothing}</gj-page-head>
      ${this.#quiet.isCome ? nothing : outline}
      <div ?hidden=${!this.#quiet.isCome}>
      <section class="card">
        <p class="muted below-3">${
          first
            ? msg('请把密码告诉这个用户。', { id: 'set-first-password-effect' })
            : msg('设置后，这个用户的所有会话都会结束，需要用新密码登录。', { id: 'set-password-effect' })
        }</p>
        <gj-password-form .user=${record.id} ?first=${first}
          @password-set=${() => router.go(`/forms/user/${record.id}`)}></gj-password-form>
      </section>
      ${
        first
          ? nothing
          : html`<section class="card above-3" aria-labelledby="sessions">
              <h2 class="below-1" id="sessions">${msg('登录的设备', { id: 'sessions' })}</h2>
              <gj-sessions .user=${record.id}></gj-sessions>
            </section>
            <section class="card above-3" aria-labelledby="two-step">
              <h2 class="below-1" id="two-step">${msg('两步验证', { id: 'two-step' })}</h2>
              <gj-user-two-step .user=${record.id}></gj-user-two-step>
            </section>`
      }
      </div>
    `;
  }
}
customElements.define('gj-set-password-page', SetPasswordPage);
