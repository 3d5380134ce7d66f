import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import { UserPassword } from '../controllers/user-password.ts';
import { shared } from '../theme/shared.ts';
import { GjElement } from './gj-element.ts';
import { icon } from './icons.ts';

/** Says of a user who has no password yet that he cannot sign in, and leads to where he is given one. */
export class GjNoPassword extends GjElement {
  static override properties = { user: { type: String } };
  static override styles = [
    shared,
    css`
      p {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gj-1) var(--gj-2);
        margin-block-end: var(--gj-3);
        padding: var(--gj-2) var(--gj-3);
        border: 1px solid color-mix(in srgb, var(--gj-warn) 40%, transparent);
        border-radius: 6px;
        background: color-mix(in srgb, var(--gj-warn) 5%, var(--gj-surface));
      }
      .icon {
        color: var(--gj-warn);
      }
      a {
        font-weight: 600;
      }
    `,
  ];
  declare user: string;
  readonly #password = new UserPassword(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('user')) void this.#password.load(this.user);
  }

  override render() {
    if (this.#password.isSet !== false) return nothing;
    return html`<p role="status">${icon('alert')}
      <span>${msg('这个用户还没有密码，不能登录。', { id: 'no-password-yet' })}</span>
      <a href=${`/users/${this.user}/password`}>${msg('设置密码', { id: 'set-first-password' })}</a></p>`;
  }
}
customElements.define('gj-no-password', GjNoPassword);
