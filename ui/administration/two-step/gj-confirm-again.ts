import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { Loading } from '../../kit/loading.ts';
import { isFilled, sayMustFill } from '../../kit/must-fill.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { askCode, type CodeStep, isByPasskey } from './ask-code.ts';
import { orStyles } from './or.ts';
import { signWithPasskey } from './passkey.ts';

/**
 * Asks, before something dangerous is done, for a code or a passkey: whoever sits down at a page that was left open has
 * neither. Tells `confirmed` with whether somebody did.
 */
export class GjConfirmAgain extends withProperties(GjElement, {}) {
  static override styles = [
    shared,
    orStyles,
    css`
      .box {
        width: min(var(--gj-size-340), calc(100vw - var(--gj-size-32)));
        padding: var(--gj-8);
        border-radius: var(--gj-radius-xl);
        box-shadow: var(--gj-shadow);
      }
      input,
      button.fills {
        height: var(--gj-size-34);
      }
      button.fills {
        justify-content: center;
      }
    `,
  ];
  readonly #asked = new Loading(this, {
    key: () => 'asked',
    load: (_, signal) => session.api.call('POST /api/session/confirmation', { signal }),
  });
  readonly #doing = new Doing(this);

  protected override updated(): void {
    const first = this.renderRoot.querySelector<HTMLElement>('.first, input');
    if (first && !this.renderRoot.querySelector(':focus')) first.focus();
  }

  #confirm(prove: (step: CodeStep) => Promise<{ code?: string; passkey?: JsonObject }>): Promise<boolean> {
    return this.#doing.run(async () => {
      const step = this.#asked.value;
      if (!step) return;
      const body = { ticket: step.ticket, ...(await prove(step)) };
      await session.api.call('PUT /api/session/confirmation', { body });
      this.emit('confirmed', true);
    });
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const code = String(new FormData(form).get('code') ?? '');
    if (!(await this.#confirm(async () => ({ code }))))
      form.querySelector<HTMLInputElement>('[name=code]')?.select();
  }

  readonly #byPasskey = () =>
    this.#confirm(async ({ passkey = {} }) => ({ passkey: await signWithPasskey(passkey) }));

  #step(step: CodeStep): TemplateResult {
    return html`${askCode(step, this.#doing.busy, this.#byPasskey)}
      ${this.#doing.shown()}
      <button class="fills ${isByPasskey(step) ? '' : 'primary'}" ?disabled=${this.#doing.busy}>${msg(
        '继续',
        {
          id: 'two-step-go-on',
        },
      )}</button>`;
  }

  override render() {
    return html`<form class="box stack-3 surface edged" @submit=${this.#submit} @invalid=${sayMustFill}
        @input=${isFilled} aria-busy=${this.#doing.busy}>
      <p>${msg('这项更改涉及安全，请先确认是您本人；15 分钟内不再询问。', { id: 'confirm-again-means' })}</p>
      ${this.#asked.shown((step) => this.#step(step))}
      <button type="button" class="plain" @click=${() => this.emit('confirmed', false)}>${msg('取消', {
        id: 'cancel',
      })}</button>
    </form>`;
  }
}
customElements.define('gj-confirm-again', GjConfirmAgain);
