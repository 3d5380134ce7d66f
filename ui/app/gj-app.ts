import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { isReset } from '../administration/two-step/reset-link.ts';
import type { Domain, DomainWords } from '../domain.ts';
import { focusedElement } from '../kit/base/focus.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { ApiProblem } from '../session/api.ts';
import { session } from '../session/session.ts';
import { isSentBack, takeAnswer } from '../session/single-sign-on.ts';
import { shared } from '../theme/shared.ts';
import '../administration/people/sign-in-page.ts';

type State = 'starting' | 'out' | 'in' | 'failed';

/** The whole page: signing in, or the shell; and signing in again over it when a session has ended. */
export class GjApp extends withProperties(GjElement, {
  /** The words that domains contribute before anybody is signed in. */
  words: given<readonly DomainWords[]>(() => []),
  /** Loads the shell, and what it knows beside the platform. */
  inside: given<() => Promise<{ readonly domains: readonly Domain[] }>>(),
  domains: state<readonly Domain[]>(() => []),
  state: state<State>('starting'),
  again: state<(() => void) | null>(null),
  /** Told whether somebody confirmed that it is he. */
  confirming: state<((is: boolean) => void) | null>(null),
  /** Why nobody was let in whom a sign-in provider sent back. */
  refusal: state(''),
}) {
  static override styles = [
    shared,
    css`
      .middle {
        min-height: 100vh;
      }
      main {
        outline: none;
      }
      dialog {
        overflow: visible;
      }
      dialog::backdrop {
        background: color-mix(in srgb, var(--gj-background) 70%, transparent);
      }
    `,
  ];

  /** The element that had the focus when the session ended. */
  #left: HTMLElement | null = null;

  constructor() {
    super();
    session.api.signInAgain = async () => {
      // It is over by itself after an hour; one is signed in as oneself still.
      if (session.who?.seenBy) await session.endSeeing();
      return new Promise((resolve) => {
        const before = this.again;
        this.#left ??= focusedElement();
        this.again = () => {
          before?.();
          resolve();
        };
      });
    };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    session.api.confirm = () => this.#confirm();
    session.english = this.words.map(({ english }) => english);
    void this.#start();
  }

  async #start(): Promise<void> {
    try {
      const isKnown = await session.resume();
      if (isSentBack()) await this.#arrive(isKnown);
      else await this.#enter(isKnown && !isReset());
    } catch {
      this.state = 'failed';
    }
  }

  /** Somebody comes from a sign-in provider; whoever was let in goes where he wanted to. */
  async #arrive(isKnown: boolean): Promise<void> {
    try {
      location.replace(await takeAnswer());
    } catch (failure) {
      if (!(failure instanceof ApiProblem)) throw failure;
      // The answer was taken before: its page was loaded again.
      if (isKnown) return location.replace('/');
      history.replaceState(null, '', '/');
      this.refusal = failure.message;
      this.state = 'out';
    }
  }

  async #enter(signedIn: boolean): Promise<void> {
    if (signedIn) this.domains = (await this.inside()).domains;
    this.state = signedIn ? 'in' : 'out';
  }

  #signedIn(): void {
    if (this.state === 'in') {
      this.again?.();
      this.again = null;
      this.#goBack();
    } else void this.#enter(true);
  }

  protected override updated(): void {
    // What stood on the screen until now (`index.html`).
    if (this.state !== 'starting') document.getElementById('first')?.remove();
    if (this.state === 'out') document.title = '规矩 Guiju';
    this.#askAgain();
  }

  /** Seldom asked: what it takes comes with the first one who is. Calls that need it side by side wait for one answer. */
  async #confirm(): Promise<boolean> {
    await import('../administration/two-step/gj-confirm-again.ts');
    this.#left ??= focusedElement();
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const before = this.confirming;
    this.confirming = (is) => {
      before?.(is);
      resolve(is);
    };
    return promise;
  }

  #confirmed(is: boolean): void {
    this.confirming?.(is);
    this.confirming = null;
    this.#goBack();
  }

  #goBack(): void {
    void this.updateComplete.then(() => {
      this.#left?.focus();
      this.#left = null;
    });
  }

  /** Above whatever dialog the page had open: those stand in the browser's top layer. */
  #askAgain(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (!dialog || dialog.open) return;
    // A list that is open takes in what was typed and closes: it would swallow the first click on the dialog.
    this.click();
    dialog.showModal();
  }

  override render() {
    if (this.state === 'starting') return html`<div class="middle gridded central" aria-busy="true"></div>`;
    if (this.state === 'failed') {
      return html`<div class="middle gridded central"><div class="card" role="alert">
        <p>${msg('无法连接服务器。', { id: 'unreachable' })}</p>
        <p><button @click=${() => location.reload()}>${msg('重试', { id: 'retry' })}</button></p>
      </div></div>`;
    }
    if (this.state === 'out')
      return html`<a class="skip" href="#sign-in" @click=${(event: Event) => {
        event.preventDefault();
        this.renderRoot.querySelector('main')?.focus();
      }}>${msg('跳到内容', { id: 'skip-to-content' })}</a>
        <main id="sign-in" tabindex="-1"><gj-sign-in-page
            .refusal=${this.refusal} .tagline=${this.words.map(({ tagline }) => tagline?.() ?? '').join('')}
            @signed-in=${this.#signedIn}></gj-sign-in-page></main>`;
    return html`
      <gj-shell .domains=${this.domains} @signed-out=${() => {
        this.state = 'out';
      }} ?inert=${this.again !== null || this.confirming !== null}></gj-shell>
      ${
        this.again
          ? html`<dialog class="unpadded groundless borderless" aria-label=${msg('重新登录', { id: 'sign-in-again' })}
              @cancel=${(event: Event) => event.preventDefault()} @close=${this.#askAgain}>
              <gj-sign-in-page again @signed-in=${this.#signedIn}></gj-sign-in-page>
            </dialog>`
          : this.confirming
            ? html`<dialog class="unpadded groundless borderless" aria-label=${msg('确认是您本人', {
                id: 'confirm-again',
              })} @cancel=${() => this.#confirmed(false)}>
              <gj-confirm-again @confirmed=${({ detail }: CustomEvent<boolean>) => this.#confirmed(detail)}></gj-confirm-again>
            </dialog>`
            : nothing
      }
    `;
  }
}
customElements.define('gj-app', GjApp);
