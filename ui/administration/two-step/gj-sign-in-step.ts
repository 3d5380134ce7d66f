import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { BegunSession, Entered, NextStep } from '../../../metadata/contract/people/session.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { isFilled, sayMustFill } from '../../kit/must-fill.ts';
import { ApiProblem } from '../../session/api.ts';
import type { RouteRequest } from '../../session/route.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { askCode, type CodeStep, isByPasskey } from './ask-code.ts';
import { codeField } from './code-field.ts';
import { deviceName } from './device-name.ts';
import { appStyles, newApp } from './new-app.ts';
import { NewPassword } from './new-password.ts';
import { or, orStyles } from './or.ts';
import { makePasskey, signWithPasskey } from './passkey.ts';
import './gj-recovery-codes.ts';

type SetUpStep = Extract<NextStep, { readonly step: 'set-up' }>;

/**
 * What a sign-in asks for after the password: a code or a passkey, another password, an app. Tells `entered` with the
 * session once it began, and `ended` with why it has to be begun again.
 */
export class GjSignInStep extends withProperties(GjElement, {
  step: given<NextStep | null>(null),
  /** A session whose recovery codes are still to be kept. */
  begun: state<BegunSession | null>(null),
}) {
  static override styles = [
    shared,
    appStyles,
    orStyles,
    css`
      input:not([type='checkbox']) {
        height: var(--gj-size-34);
      }
      button.fills {
        height: var(--gj-size-34);
        justify-content: center;
      }
    `,
  ];
  readonly #going = new Doing(this);
  readonly #next = new NewPassword(this);

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('step')) this.renderRoot.querySelector<HTMLElement>('.first, input')?.focus();
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const next = this.step?.step === 'new-password' ? this.#next.taken(data) : null;
    if (next === undefined) return;
    const went = await this.#going.run(() => this.#send(next, String(data.get('code') ?? '')));
    if (went) form.reset();
    else form.querySelector<HTMLInputElement>('[name=code]')?.select();
  }

  async #send(password: string | null, code: string): Promise<void> {
    const { step } = this;
    if (!step) return;
    const name = step.step === 'set-up' && { name: msg('我的手机', { id: 'app-name' }) };
    await this.#answer(password === null ? { code, ...name } : { password });
  }

  /** By a passkey that is shown, or that is made and added. */
  #passkey(step: CodeStep | SetUpStep): Promise<boolean> {
    return this.#going.run(async () => {
      const { passkey = {} } = step;
      if (step.step === 'code') return this.#answer({ passkey: await signWithPasskey(passkey) });
      const name = deviceName(navigator.userAgent) ?? msg('通行密钥', { id: 'passkey' });
      return this.#answer({ passkey: await makePasskey(passkey), name });
    });
  }

  async #answer(given: Omit<RouteRequest<'POST /api/session/steps'>['body'], 'ticket'>): Promise<void> {
    const { ticket = '' } = this.step ?? {};
    try {
      this.#take(await session.api.call('POST /api/session/steps', { body: { ticket, ...given } }));
    } catch (failure) {
      const isOver = failure instanceof ApiProblem && [401, 409].includes(failure.status);
      if (!isOver) throw failure;
      this.emit('ended', failure.message);
    }
  }

  #take(answer: Entered): void {
    if ('step' in answer) this.step = answer;
    else if (answer.codes) this.begun = answer;
    else this.emit('entered', answer);
  }

  override render() {
    const { begun, step } = this;
    if (begun) return this.#codes(begun);
    if (!step) return html``;
    return html`<form class="stack-3" @submit=${this.#submit} @invalid=${sayMustFill} @input=${isFilled}
        aria-busy=${this.#going.busy}>
      ${this.#asked(step)}
      ${this.#going.shown()}
      <button class="fills ${step.step === 'code' && isByPasskey(step) ? '' : 'primary'}" ?disabled=${this.#going.busy}>${msg('继续', { id: 'two-step-go-on' })}</button>
      ${step.step === 'set-up' ? this.#insteadOfApp(step) : nothing}
      <button type="button" class="plain" @click=${() => this.emit('ended', '')}>${msg('换个用户登录', {
        id: 'two-step-else',
      })}</button>
    </form>`;
  }

  #asked(step: NextStep): TemplateResult {
    if (step.step === 'code') return askCode(step, this.#going.busy, () => this.#passkey(step));
    return step.step === 'set-up' ? askApp(step) : this.#password(step.least);
  }

  #password(least: number): TemplateResult {
    return html`<h2>${msg('设置新密码', { id: 'new-password-choose' })}</h2>
      <p class="muted">${msg('请设置一个只有您知道的密码。', { id: 'new-password-means' })}</p>
      ${this.#next.boxes({ least })}`;
  }

  #insteadOfApp(step: SetUpStep): TemplateResult | typeof nothing {
    if (!isByPasskey(step)) return nothing;
    return html`${or()}<button type="button" class="fills" ?disabled=${this.#going.busy}
        @click=${() => this.#passkey(step)}>${icon('key')} ${msg('改用通行密钥', { id: 'passkey-instead' })}</button>
      <p class="small muted">${msg('用这台设备的指纹、面容或 PIN，或一个安全密钥。', { id: 'passkey-means' })}</p>`;
  }

  #codes(begun: BegunSession): TemplateResult {
    return html`<div class="stack-3"><h2>${msg('保存恢复码', { id: 'recovery-codes-keep' })}</h2>
      <gj-recovery-codes .codes=${begun.codes ?? []}></gj-recovery-codes>
      <button class="primary fills" @click=${() => this.emit('entered', begun)}>${msg('已保存，继续', {
        id: 'recovery-codes-kept',
      })}</button></div>`;
  }
}

function askApp(step: SetUpStep): TemplateResult {
  return html`<h2>${msg('添加验证器应用', { id: 'app-add' })}</h2>
    <p class="muted">${msg('您的角色要求两步验证：以后用密码登录时，还要再确认一步。', {
      id: 'two-step-needed',
    })}</p>
    ${newApp(step)} ${codeField()}`;
}

customElements.define('gj-sign-in-step', GjSignInStep);
