import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { flag, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { isFilled, sayMustFill } from '../../kit/must-fill.ts';
import { ApiProblem } from '../../session/api.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';

/** User and password; `again` when a session ended under somebody's hands. */
export class SignInPage extends withProperties(GjElement, {
  again: flag(),
  /** A sentence on the purpose of the installation. */
  tagline: text(),
  busy: state(false),
  problem: state(''),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        place-items: center;
        min-height: 100vh;
      }
      :host([again]) {
        min-height: 0;
      }
      form {
        width: min(var(--gj-size-340), calc(100vw - var(--gj-size-32)));
        padding: var(--gj-8);
        border-radius: var(--gj-radius-xl);
        box-shadow: var(--gj-shadow);
      }
      header {
        margin-bottom: var(--gj-2);
      }
      header img {
        width: var(--gj-size-36);
        height: var(--gj-size-36);
      }
      input {
        height: var(--gj-size-34);
        padding: 0 var(--gj-2h);
        font: var(--gj-text-m) / var(--gj-line-m) var(--gj-font);
      }
      input:focus-visible {
        outline: var(--gj-focus);
        outline-offset: calc(-1 * var(--gj-px));
      }
      button.primary {
        height: var(--gj-size-34);
        margin-top: var(--gj-2);
      }
      footer {
        justify-content: center;
      }
    `,
  ];

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLInputElement>(this.again ? '[name=password]' : '[name=user]')?.focus();
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    this.busy = true;
    this.problem = '';
    try {
      await session.signIn(String(data.get('user') ?? ''), String(data.get('password') ?? ''));
      this.emit('signed-in');
    } catch (failure) {
      this.problem =
        failure instanceof ApiProblem ? failure.message : msg('无法连接服务器。', { id: 'unreachable' });
      await this.updateComplete;
      form.querySelector<HTMLInputElement>('[name=password]')?.select();
    } finally {
      this.busy = false;
    }
  }

  override render() {
    const other = session.language === 'zh' ? 'en' : 'zh';
    return html`
      <form class="stack-3 surface edged" @submit=${this.#submit} @invalid=${sayMustFill} @input=${isFilled}
          aria-busy=${this.busy}>
        <header class="flex centred gap-3">
          <img src="/favicon.svg" alt="" />
          <div>
            <h1>规矩 Guiju</h1>
            <p class="muted small">
              ${
                this.again
                  ? msg('会话已结束，请重新登录；未保存的内容还在。', { id: 'session-ended' })
                  : this.tagline
              }
            </p>
          </div>
        </header>
        <label class="small gridded gap-1 muted">${msg('用户', { id: 'user' })}
          <input class="fills in-text surface edged-strong rounded" name="user" autocomplete="username" required
              .value=${session.who?.user.number ?? ''} />
        </label>
        <label class="small gridded gap-1 muted">${msg('密码', { id: 'password' })}
          <input class="fills in-text surface edged-strong rounded" name="password" type="password"
              autocomplete="current-password" required />
        </label>
        ${this.problem ? html`<p class="problem in-error" role="alert">${this.problem}</p>` : nothing}
        <button class="primary" ?disabled=${this.busy}>${msg('登录', { id: 'sign-in' })}</button>
        <footer class="flex">
          <button type="button" class="plain" lang=${other === 'en' ? 'en' : 'zh-Hans'}
            @click=${() => {
              this.problem = '';
              void session.chooseLanguage(other);
            }}>${other === 'en' ? 'English' : '中文'}</button>
        </footer>
      </form>
    `;
  }
}
customElements.define('gj-sign-in-page', SignInPage);
