import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { session } from '../app/session.ts';
import { shared } from '../theme/shared.ts';
import { failureText } from './failure-text.ts';
import { GjElement } from './gj-element.ts';
import { notify } from './gj-notices.ts';
import { isFilled, sayMustFill } from './must-fill.ts';

/** A new password: one's own, or with `user` (its id) somebody else's. Tells `password-set`. */
export class GjPasswordForm extends GjElement {
  static override properties = {
    user: { type: String },
    first: { type: Boolean },
    busy: { state: true },
    problem: { state: true },
  };
  static override styles = [
    shared,
    css`
      form {
        display: grid;
        gap: var(--gj-2);
        max-width: 340px;
      }
      .end {
        margin-block-start: var(--gj-1);
      }
    `,
  ];
  declare user: string | null;
  /** The user has none yet. */
  declare first: boolean;
  declare busy: boolean;
  declare problem: string;

  constructor() {
    super();
    this.user = null;
    this.first = false;
    this.busy = false;
    this.problem = '';
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? '');
    if (text('next') !== text('again')) {
      this.problem = msg('两次输入的新密码不一样。', { id: 'passwords-differ' });
      return;
    }
    this.busy = true;
    this.problem = '';
    try {
      const next = text('next');
      if (this.user) await session.api.put(`/api/users/${this.user}/password`, { password: next });
      else await session.api.put('/api/me/password', { present: text('present'), next });
      form.reset();
      notify({
        text: this.first
          ? msg('密码已设置', { id: 'first-password-set' })
          : msg('密码已修改', { id: 'password-changed' }),
      });
      this.tell('password-set');
    } catch (failure) {
      this.problem = failureText(failure);
    }
    this.busy = false;
  }

  override render() {
    return html`<form @submit=${this.#submit} @invalid=${sayMustFill} @input=${isFilled} aria-busy=${this.busy}>
      ${
        this.user
          ? nothing
          : html`<label class="text-field">${msg('当前密码', { id: 'present-password' })}
              <input type="password" name="present" autocomplete="current-password" required /></label>`
      }
      <label class="text-field">${msg('新密码', { id: 'new-password' })}
        <input type="password" name="next" autocomplete="new-password" required aria-describedby="hint" /></label>
      <label class="text-field">${msg('再输入一次', { id: 'password-again' })}
        <input type="password" name="again" autocomplete="new-password" required /></label>
      <p class="small muted" id="hint">${
        this.user
          ? msg('用一句话最好，越长越安全。', { id: 'password-hint-of-other' })
          : msg('用一句只有您知道的话最好，越长越安全。', { id: 'password-hint' })
      }</p>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      <div class="end"><button class="primary" ?disabled=${this.busy}>${
        this.first
          ? msg('设置密码', { id: 'set-first-password' })
          : this.user
            ? msg('重设密码', { id: 'set-password' })
            : msg('修改密码', { id: 'change-password' })
      }</button></div>
    </form>`;
  }
}
customElements.define('gj-password-form', GjPasswordForm);
