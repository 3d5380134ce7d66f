import { msg, str } from '@lit/localize';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import type { BegunSession, Entered, NextStep } from '../../../metadata/contract/people/session.ts';
import { SpokenFailure } from '../../kit/base/failure-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { isFilled, sayMustFill } from '../../kit/must-fill.ts';
import { ApiProblem } from '../../session/api.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { codeField } from './code-field.ts';
import { appStyles, newApp } from './new-app.ts';
import './gj-recovery-codes.ts';

/**
 * What a sign-in asks for after the password: a code, another password, an app. Tells `entered` with the session once it
 * began, and `ended` with why it has to be begun again.
 */
export class GjSignInStep extends withProperties(GjElement, {
  step: given<NextStep | null>(null),
  /** A session whose recovery codes are still to be kept. */
  begun: state<BegunSession | null>(null),
}) {
  static override styles = [
    shared,
    appStyles,
    css`
      input {
        height: var(--gj-size-34);
      }
      button.primary {
        height: var(--gj-size-34);
      }
    `,
  ];
  readonly #going = new Doing(this);

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('step')) this.renderRoot.querySelector('input')?.focus();
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const text = (name: string) => String(new FormData(form).get(name) ?? '');
    const went = await this.#going.run(() => this.#send(text));
    if (went) form.reset();
    else form.querySelector<HTMLInputElement>('[name=code]')?.select();
  }

  async #send(text: (name: string) => string): Promise<void> {
    const { step } = this;
    if (!step) return;
    const isPassword = step.step === 'new-password';
    if (isPassword && text('next') !== text('again'))
      throw new SpokenFailure(msg('两次输入的新密码不一样。', { id: 'passwords-differ' }));
    const name = step.step === 'set-up' && { name: msg('我的手机', { id: 'app-name' }) };
    const given = isPassword ? { password: text('next') } : { code: text('code'), ...name };
    try {
      this.#take(
        await session.api.call('POST /api/session/steps', { body: { ticket: step.ticket, ...given } }),
      );
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
      ${step.step === 'code' ? askCode() : step.step === 'set-up' ? askApp(step) : askPassword(step.least)}
      ${this.#going.shown()}
      <button class="primary fills" ?disabled=${this.#going.busy}>${msg('继续', { id: 'two-step-go-on' })}</button>
      <button type="button" class="plain" @click=${() => this.emit('ended', '')}>${msg('换个用户登录', {
        id: 'two-step-else',
      })}</button>
    </form>`;
  }

  #codes(begun: BegunSession): TemplateResult {
    return html`<div class="stack-3"><h2>${msg('保存恢复码', { id: 'recovery-codes-keep' })}</h2>
      <gj-recovery-codes .codes=${begun.codes ?? []}></gj-recovery-codes>
      <button class="primary fills" @click=${() => this.emit('entered', begun)}>${msg('已保存，继续', {
        id: 'recovery-codes-kept',
      })}</button></div>`;
  }
}

function askCode(): TemplateResult {
  return html`<h2>${msg('两步验证', { id: 'two-step' })}</h2>
    <p class="muted">${msg('请输入验证器应用里 Guiju 下的 6 位数字；没有手机时，输入一个恢复码。', {
      id: 'two-step-code-means',
    })}</p>
    ${codeField()}`;
}

function askApp(step: NextStep & { readonly step: 'set-up' }): TemplateResult {
  return html`<h2>${msg('添加验证器应用', { id: 'app-add' })}</h2>
    <p class="muted">${msg('您的角色要求两步验证：以后用密码登录时，还要输入手机上的验证码。', {
      id: 'two-step-needed',
    })}</p>
    ${newApp(step)} ${codeField()}`;
}

function askPassword(least: number): TemplateResult {
  return html`<h2>${msg('设置新密码', { id: 'new-password-choose' })}</h2>
    <p class="muted">${msg('这是临时密码，请换成只有您知道的。', { id: 'new-password-means' })}</p>
    <label class="text-field">${msg('新密码', { id: 'new-password' })}
      <input type="password" name="next" autocomplete="new-password" required aria-describedby="hint" /></label>
    <label class="text-field">${msg('再输入一次', { id: 'password-again' })}
      <input type="password" name="again" autocomplete="new-password" required /></label>
    <p class="small muted" id="hint">${msg(str`至少 ${least} 个字符；用一句只有您知道的话最好。`, {
      id: 'new-password-hint',
    })}</p>`;
}

customElements.define('gj-sign-in-step', GjSignInStep);
