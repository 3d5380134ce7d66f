import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { Token } from '../../../metadata/contract/people/credentials.ts';
import { isFocusFree } from '../../kit/base/focus.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { flag, given, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { Loading } from '../../kit/loading.ts';
import { isFilled, sayMustFill } from '../../kit/must-fill.ts';
import { plural } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { NewPassword } from '../two-step/new-password.ts';

async function own(): Promise<readonly Token[]> {
  const { items } = await session.api.call('GET /api/me/tokens');
  const today = new Date().toISOString().slice(0, 10);
  return items.filter(({ enabled, expiresOn }) => enabled && (expiresOn === null || expiresOn >= today));
}

async function ofUser(id: string): Promise<readonly Token[]> {
  return (await session.api.call('GET /api/users/:id/password', { path: { id } })).tokens;
}

/** A new password: one's own, or with `user` (its id) somebody else's. Tells `password-set`. */
export class GjPasswordForm extends withProperties(GjElement, {
  user: given<string | null>(null),
  /** The user has none yet. */
  first: flag(),
}) {
  static override styles = [
    shared,
    css`
      form {
        max-width: var(--gj-size-340);
      }
      fieldset label {
        display: flex;
        gap: var(--gj-2);
        align-items: center;
        overflow-wrap: anywhere;
      }
    `,
  ];

  /**
   * Tokens that a new password would leave as they are: one's own, or a user's, as administrators are told. Where they
   * cannot be known, nobody is asked about them: the answer to the new password still tells.
   */
  readonly #openTokens = new Loading<readonly Token[], { readonly user: string | null }>(this, {
    key: () => ({ user: this.user }),
    load: ({ user }) => (user === null ? own() : ofUser(user)).catch(() => []),
  });
  readonly #setting = new Doing(this);
  readonly #next = new NewPassword(this);

  /** A page for nothing else begins in its first box. */
  protected override firstUpdated(): void {
    if (this.user && isFocusFree()) this.renderRoot.querySelector('input')?.focus();
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? '');
    const next = this.#next.taken(data);
    if (next === undefined) return;
    const endTokens = data.getAll('end').map(String);
    const isSet = await this.#setting.run(() => this.#set(next, text, endTokens), {
      done: ({ ended }) => done(this.first, ended.length),
    });
    if (!isSet) return;
    form.reset();
    this.#next.forget();
    if (endTokens.length > 0) this.emit('tokens-ended');
    void this.#openTokens.load();
    this.emit('password-set');
  }

  #set(next: string, text: (name: string) => string, endTokens: readonly string[]) {
    return this.user
      ? session.api.call('PUT /api/users/:id/password', {
          path: { id: this.user },
          body: { password: next, temporary: text('temporary') === 'on', endTokens },
        })
      : session.api.call('PUT /api/me/password', {
          body: { present: text('present'), next, endTokens },
        });
  }

  /** Tokens may have been made or revoked beside it. */
  #entered({ relatedTarget }: FocusEvent): void {
    const inside = relatedTarget instanceof Node && this.renderRoot.contains(relatedTarget);
    if (!inside) void this.#openTokens.load();
  }

  /** A new password ends sessions and no tokens: whoever fears that one is known says which. */
  #tokens() {
    const { value: tokens = [] } = this.#openTokens;
    if (tokens.length === 0) return nothing;
    return html`<fieldset class="shrinks">
      <legend class="small below-1 unpadded">${
        this.user
          ? msg('这个用户的令牌不随密码改变。要同时吊销哪些？', { id: 'end-tokens-of-other' })
          : msg('令牌不随密码改变。要同时吊销哪些？', { id: 'end-tokens' })
      }</legend>
      ${tokens.map(
        ({ id, name, hint }) => html`<label class="small"><input type="checkbox" name="end" value=${id} />
          <span>${name}${hint ? html` <span class="muted">${hint}…</span>` : nothing}</span></label>`,
      )}
    </fieldset>`;
  }

  override render() {
    return html`<form class="stack-2" @submit=${this.#submit} @focusin=${this.#entered} @invalid=${sayMustFill}
        @input=${isFilled} aria-busy=${this.#setting.busy}>
      ${
        this.user
          ? nothing
          : html`<label class="text-field">${msg('当前密码', { id: 'present-password' })}
              <input type="password" name="present" autocomplete="current-password" required /></label>`
      }
      ${this.#next.boxes({ least: session.who?.leastPassword, ofOther: this.user !== null })}
      ${
        this.user
          ? html`<label class="flex centred gap-2 small"><input type="checkbox" name="temporary" checked />${msg(
              '下次登录时由用户自己换掉',
              { id: 'password-temporary' },
            )}</label>`
          : nothing
      }
      ${this.#tokens()}
      ${this.#setting.shown()}
      <div class="end above-1"><button class="primary" ?disabled=${this.#setting.busy}>${
        this.first
          ? msg('设置密码', { id: 'set-first-password' })
          : this.user
            ? msg('重设密码', { id: 'set-password' })
            : msg('修改密码', { id: 'change-password' })
      }</button></div>
    </form>`;
  }
}
function done(first: boolean, ended: number): string {
  const text = first
    ? msg('密码已设置', { id: 'first-password-set' })
    : msg('密码已修改', { id: 'password-changed' });
  if (ended === 0) return text;
  return plural(msg(str`${text}，同时吊销了 ${ended} 个令牌`, { id: 'password-and-tokens' }));
}

customElements.define('gj-password-form', GjPasswordForm);
