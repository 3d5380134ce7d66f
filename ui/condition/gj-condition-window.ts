import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { Condition } from '../../metadata/condition.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { flag, given, state, text, withProperties } from '../kit/base/with-properties.ts';
import type { FormModel } from '../model/form-model.ts';
import { shared } from '../theme/shared.ts';
import type { ConditionChange, GjConditionEditor } from './gj-condition-editor.ts';
import type { ConditionCandidate } from './gj-condition-findings.ts';
import './gj-condition-editor.ts';
import '../kit/dialog/gj-dialog.ts';

/** The condition editor over the page. Tells `done` with the condition (null: none), or `closed` when it was left. */
export class GjConditionWindow extends withProperties(GjElement, {
  form: given<FormModel>(),
  value: given<Condition | null>(null),
  offers: given<((path: string) => boolean) | undefined>(),
  candidate: given<ConditionCandidate | undefined>(),
  label: text(),
  empty: text(),
  filters: flag(),
  making: flag(),
  readonly: flag(),
  flaw: state(''),
  /** Somebody wants to leave a condition that was changed, and is asked. */
  leaving: state(false),
}) {
  static override styles = [
    shared,
    css`
      /* Before the button that leaves it, which stays where it is. */
      .flaw,
      .in-warn,
      .danger {
        order: -1;
      }
      .flaw,
      .in-warn {
        align-self: center;
      }
    `,
  ];

  #edited: Condition | null | undefined;
  #changed = false;

  /** Asks before the window is closed, so that a changed condition is not lost by one key. */
  #leave(event: Event): void {
    if (event.target === this || !this.#changed) return;
    event.stopPropagation();
    this.leaving = true;
  }

  #done(): void {
    const editor = this.renderRoot.querySelector<GjConditionEditor>('gj-condition-editor');
    this.flaw = editor?.flaw ?? '';
    if (this.flaw !== '') editor?.focusFlaw();
    else this.emit('done', this.#edited === undefined ? this.value : this.#edited);
  }

  override render() {
    return html`<gj-dialog wide steady .label=${this.label || msg('条件', { id: 'condition' })} ?plain=${this.readonly}
      @closed=${this.#leave} @keydown=${(event: KeyboardEvent) => {
        if (!(event.ctrlKey || event.metaKey) || event.key !== 's') return;
        event.preventDefault();
        event.stopPropagation();
        if (!this.readonly) this.#done();
      }}>
      <gj-condition-editor .form=${this.form} .value=${this.value} .offers=${this.offers} .candidate=${this.candidate}
        .empty=${this.empty} ?filters=${this.filters} ?making=${this.making} ?readonly=${this.readonly} @opened=${(
          event: Event,
        ) => {
          if (!this.readonly) (event.currentTarget as GjConditionEditor).focus();
        }} @change=${(event: CustomEvent<ConditionChange>) => {
          const { condition, valid } = event.detail;
          this.#edited = condition;
          this.#changed = !valid || JSON.stringify(condition) !== JSON.stringify(this.value);
          this.flaw = '';
          this.leaving = false;
        }}></gj-condition-editor>
      ${
        this.flaw === ''
          ? nothing
          : html`<span slot="actions" class="flaw grows in-error breaks" role="alert">${this.flaw}</span>`
      }
      ${
        this.readonly
          ? nothing
          : html`${
              this.filters && this.value
                ? html`<button slot="actions" @click=${() => this.emit('done', null)}>${msg('清除', { id: 'clear' })}</button>`
                : nothing
            }${
              this.leaving
                ? html`<span slot="actions" class="in-warn" role="alert">${msg('有未保存的修改', { id: 'unsaved-changes' })}</span><button
                    slot="actions" class="danger"
                    @click=${() => this.emit('closed')}>${msg('放弃修改', { id: 'discard' })}</button>`
                : nothing
            }<button slot="actions" class="primary" @click=${this.#done}>${
              this.filters ? msg('筛选', { id: 'apply-filter' }) : msg('确定', { id: 'ok' })
            }</button>`
      }
    </gj-dialog>`;
  }
}
customElements.define('gj-condition-window', GjConditionWindow);
