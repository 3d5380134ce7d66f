import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { BegunSession, Entered, NextStep } from '../../../metadata/contract/people/session.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { flag, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { isFilled, sayMustFill } from '../../kit/must-fill.ts';
import { session } from '../../session/session.ts';
import { beginSignIn, type OfferedProviders, offeredProviders } from '../../session/single-sign-on.ts';
import { shared } from '../../theme/shared.ts';
import { or, orStyles } from '../two-step/or.ts';
import { arePasskeysHere } from '../two-step/passkeys-here.ts';
import { takeReset } from '../two-step/reset-link.ts';

/** User and password; `again` when a session ended under somebody's hands. */
export class SignInPage extends withProperties(GjElement, {
  again: flag(),
  /** A sentence on the purpose of the installation. */
  tagline: text(),
  /** Why nobody was let in before the page was shown. */
  refusal: text(),
  busy: state(false),
  problem: state(''),
  providers: state<OfferedProviders['items']>(() => []),
  /** Whether somebody has a passkey that may be shown here. */
  passkeys: state(false),
  /** Whether a link to choose another password can be sent. */
  resets: state(false),
  /** The user, as far as he is typed, who forgot his password. Null: nobody says so. */
  forgotten: state<string | null>(null),
  /** What is asked for after the password. */
  step: state<NextStep | null>(null),
}) {
  static override styles = [
    shared,
    orStyles,
    css`
      :host {
        display: grid;
        place-items: center;
        min-height: 100vh;
      }
      :host([again]) {
        min-height: 0;
      }
      .box {
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
      .provider {
        justify-content: center;
        height: var(--gj-size-34);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  protected override firstUpdated(): void {
    const ticket = this.again ? null : takeReset();
    if (ticket !== null)
      void this.#enter(() => session.api.call('PUT /api/session/forgotten', { body: { ticket } }));
    this.renderRoot.querySelector<HTMLInputElement>(this.again ? '[name=password]' : '[name=user]')?.focus();
  }

  /** The language that providers were asked for in. */
  #named = '';

  protected override willUpdate(): void {
    if (this.#named === session.language) return;
    this.#named = session.language;
    // Where nobody can be asked, signing in by a password says so.
    offeredProviders().then(
      ({ items, passkeysAt, resets }) => {
        this.providers = items;
        this.resets = resets;
        this.passkeys = arePasskeysHere(passkeysAt);
      },
      () => {},
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('focus', this.#back);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('focus', this.#back);
  }

  /** Whoever signed in again in another tab goes on in this one. */
  readonly #back = async (): Promise<void> => {
    if (this.again && (await session.goOn().catch(() => false))) this.emit('signed-in');
  };

  /** A page with unsaved work stays: one signs in beside it. */
  async #go(provider: string): Promise<void> {
    const beside = this.again ? open('', '_blank') : null;
    this.busy = true;
    this.problem = '';
    this.refusal = '';
    try {
      const { pathname, search, hash } = location;
      const address = await beginSignIn(provider, beside ? '/' : `${pathname}${search}${hash}`);
      if (!beside) return location.assign(address);
      beside.opener = null;
      beside.location.replace(address);
    } catch (failure) {
      beside?.close();
      this.problem = failureText(failure);
    }
    this.busy = false;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const [user, password] = [String(data.get('user') ?? ''), String(data.get('password') ?? '')];
    if (await this.#enter(() => session.api.call('POST /api/session', { body: { user, password } }))) return;
    await this.updateComplete;
    form.querySelector<HTMLInputElement>('[name=password]')?.select();
  }

  /** Seldom pressed: what it takes comes with the first one who does. */
  #byPasskey(): Promise<boolean> {
    return this.#enter(async () => {
      const { signWithPasskey } = await import('../two-step/passkey.ts');
      const { ticket, passkey } = await session.api.call('POST /api/session/passkey');
      const body = { ticket, passkey: await signWithPasskey(passkey) };
      return session.api.call('POST /api/session/steps', { body });
    });
  }

  /** Answers whether it went on. */
  async #enter(ask: () => Promise<Entered>): Promise<boolean> {
    this.busy = true;
    this.problem = '';
    this.refusal = '';
    try {
      const answer = await ask();
      if ('step' in answer) await this.#ask(answer);
      else await this.#begin(answer);
      return true;
    } catch (failure) {
      this.problem = failureText(failure);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Seldom asked: it comes with the first one who is. */
  async #ask(step: NextStep): Promise<void> {
    await import('../two-step/gj-sign-in-step.ts');
    this.step = step;
  }

  async #forget(): Promise<void> {
    await import('../two-step/gj-forgotten.ts');
    this.problem = '';
    this.refusal = '';
    this.forgotten = this.renderRoot.querySelector<HTMLInputElement>('[name=user]')?.value ?? '';
  }

  async #begin(begun: BegunSession): Promise<void> {
    await session.begin(begun);
    this.emit('signed-in');
  }

  #ended({ detail }: CustomEvent<string>): void {
    this.step = null;
    this.problem = detail;
  }

  #header(): TemplateResult {
    return html`<header class="flex centred gap-3">
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
    </header>`;
  }

  override render() {
    if (this.step)
      return html`<div class="box stack-3 surface edged">${this.#header()}
        <gj-sign-in-step .step=${this.step} @ended=${this.#ended}
            @entered=${({ detail }: CustomEvent<BegunSession>) => this.#begin(detail)}></gj-sign-in-step></div>`;
    if (this.forgotten !== null)
      return html`<div class="box stack-3 surface edged">${this.#header()}
        <gj-forgotten .user=${this.forgotten} @back=${() => {
          this.forgotten = null;
        }}></gj-forgotten></div>`;
    const other = session.language === 'zh' ? 'en' : 'zh';
    const problem = this.problem || this.refusal;
    return html`
      <form class="box stack-3 surface edged" @submit=${this.#submit} @invalid=${sayMustFill} @input=${isFilled}
          aria-busy=${this.busy}>
        ${this.#header()}
        <label class="small gridded gap-1 muted">${msg('登录名', { id: 'user-name' })}
          <input class="fills in-text surface edged-strong rounded" name="user" autocomplete="username" required
              .value=${session.who?.user.number ?? ''} />
        </label>
        <label class="small gridded gap-1 muted">${msg('密码', { id: 'password' })}
          <input class="fills in-text surface edged-strong rounded" name="password" type="password"
              autocomplete="current-password" required />
        </label>
        ${problem ? html`<p class="problem in-error" role="alert">${problem}</p>` : nothing}
        <button class="primary" ?disabled=${this.busy}>${msg('登录', { id: 'sign-in' })}</button>
        ${this.providers.length > 0 || this.passkeys ? or() : nothing}
        ${
          this.passkeys
            ? html`<button type="button" class="provider" ?disabled=${this.busy}
                @click=${this.#byPasskey}>${msg('用通行密钥登录', { id: 'sign-in-by-passkey' })}</button>`
            : nothing
        }
        ${this.providers.map(
          ({ number, name }) => html`<button type="button" class="provider" ?disabled=${this.busy}
            @click=${() => this.#go(number)}>${msg(str`用${spaced(name)}登录`, { id: 'sign-in-by' })}</button>`,
        )}
        <footer class="flex gap-2">
          ${
            this.resets && !this.again
              ? html`<button type="button" class="plain" ?disabled=${this.busy} @click=${this.#forget}>${msg('忘记密码？', { id: 'forgotten' })}</button>`
              : nothing
          }
          <button type="button" class="plain" lang=${other === 'en' ? 'en' : 'zh-Hans'}
            @click=${() => {
              this.problem = '';
              this.refusal = '';
              void session.chooseLanguage(other);
            }}>${other === 'en' ? 'English' : '中文'}</button>
        </footer>
      </form>
    `;
  }
}
/** Between Chinese, words of other scripts stand apart. */
function spaced(name: string): string {
  return session.language === 'zh' && /^\w/.test(name) ? ` ${name} ` : name;
}

customElements.define('gj-sign-in-page', SignInPage);
