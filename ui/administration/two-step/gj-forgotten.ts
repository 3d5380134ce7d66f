import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { state, text, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { isFilled, sayMustFill } from '../../kit/must-fill.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';

/** Asks for a link to choose another password. Tells `back` when one wants to sign in after all. */
export class GjForgotten extends withProperties(GjElement, {
  /** The user as he was typed so far. */
  user: text(),
  sent: state(false),
}) {
  static override styles = [
    shared,
    css`
      input,
      button.fills {
        height: var(--gj-size-34);
      }
      button.fills {
        justify-content: center;
      }
    `,
  ];
  readonly #doing = new Doing(this);

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('input')?.focus();
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const user = String(new FormData(event.target as HTMLFormElement).get('user') ?? '');
    await this.#doing.run(async () => {
      await session.api.call('POST /api/session/forgotten', { body: { user } });
      this.sent = true;
      await this.updateComplete;
      this.renderRoot.querySelector('button')?.focus();
    });
  }

  override render() {
    const back = html`<button type="button" class="plain" @click=${() => this.emit('back')}>${msg(
      '返回登录',
      {
        id: 'forgotten-back',
      },
    )}</button>`;
    if (this.sent)
      return html`<div class="stack-3"><p role="status">${msg(
        '如果有这个用户，并登记了邮箱，重设链接已发出，30 分钟内有效。没有收到时，请查看垃圾邮件，或请管理员重设密码。',
        { id: 'forgotten-sent' },
      )}</p>${back}</div>`;
    return html`<form class="stack-3" @submit=${this.#submit} @invalid=${sayMustFill} @input=${isFilled}
        aria-busy=${this.#doing.busy}>
      <h2>${msg('忘记密码', { id: 'forgotten-title' })}</h2>
      <p class="muted">${msg('输入登录名，我们会向您登记的邮箱发送重设密码的链接。', { id: 'forgotten-means' })}</p>
      <label class="text-field">${msg('登录名', { id: 'user-name' })}
        <input name="user" autocomplete="username" required maxlength="100" .value=${this.user} />
      </label>
      ${this.#doing.shown()}
      <button class="fills primary" ?disabled=${this.#doing.busy}>${msg('发送链接', { id: 'forgotten-send' })}</button>
      ${back}
    </form>`;
  }
}
customElements.define('gj-forgotten', GjForgotten);
