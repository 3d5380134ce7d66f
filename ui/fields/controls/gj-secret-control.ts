import '@vaadin/password-field/vaadin-password-field.js';
import { msg } from '@lit/localize';
import type { PasswordField } from '@vaadin/password-field';
import { css, html } from 'lit';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { GjControl } from '../gj-control.ts';
import { problemText } from '../read-typed.ts';

/** Written, never read back: whether there is one can be seen, and it can be set, changed or cleared. */
export class GjSecretControl extends withProperties(GjControl, {
  writing: state(false),
  wrong: state<string | null>(null),
  typed: state(''),
}) {
  static override styles = [
    ...GjControl.styles,
    css`
      .is {
        padding-inline-start: var(--gj-2);
      }
      .is .dots span:first-child {
        font-family: var(--gj-mono);
        letter-spacing: var(--gj-px);
      }
    `,
  ];

  /** The value from before one began to type. */
  #before: ControlValue = null;

  #begin(): void {
    this.#before = this.ask.value;
    this.writing = true;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('vaadin-password-field')?.focus(),
    );
  }

  #giveUp(): void {
    this.writing = false;
    this.typed = '';
    this.wrong = null;
    this.ask.flaw(null);
    this.ask.change(this.#before);
  }

  #type(event: Event): void {
    this.typed = (event.currentTarget as PasswordField).value;
    if (!this.writing) this.#before = this.ask.value;
    this.writing = true;
    const read = this.typed === '' ? null : this.ask.field.kind.read(this.typed, this.ask.field);
    this.wrong = read && !read.ok ? read.problems.map(problemText).join(' ') : null;
    this.ask.flaw(this.wrong);
    if (this.wrong === null) this.ask.change(this.typed === '' ? this.#before : this.typed);
  }

  override render() {
    const { ask } = this;
    const problem = this.wrong ?? ask.problem ?? '';
    if (ask.value !== null && !this.writing) {
      return html`<div class="is flex centred gap-1 high-as-control shaded edged rounded" role="group"
          aria-label=${ask.label} id=${ask.id}>
        <span class="dots ellipsis rest" title=${msg('已设置', { id: 'secret-set' })}><span aria-hidden="true">••••••</span> <span
            class="muted small">${msg('已设置', { id: 'secret-set' })}</span></span>
        <button class="plain slim" @click=${this.#begin}>${msg('修改', { id: 'change' })}</button>
        <button class="plain slim" @click=${() => ask.change(null)}>${msg('清除', { id: 'clear' })}</button>
      </div>`;
    }
    return html`<div class="row flex high gap-1">
      <vaadin-password-field id=${ask.id} .accessibleName=${ask.label} .value=${this.typed} autocomplete="new-password"
        .i18n=${{ reveal: msg('显示输入的内容', { id: 'reveal' }) }} .manualValidation=${true}
        placeholder=${msg('写入后不再显示', { id: 'secret-hint' })}
        ?required=${ask.required} ?invalid=${problem !== '' || ask.invalid} .errorMessage=${problem}
        @input=${this.#type}></vaadin-password-field>
      ${
        this.writing && this.#before !== null
          ? html`<button class="plain" @click=${this.#giveUp}>${msg('保持原值', { id: 'keep-as-it-was' })}</button>`
          : ''
      }
    </div>`;
  }
}
customElements.define('gj-secret-control', GjSecretControl);

type ControlValue = GjControl['ask']['value'];
