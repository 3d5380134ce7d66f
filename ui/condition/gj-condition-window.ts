import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { Condition } from '../../metadata/condition.ts';
import { GjElement } from '../kit/gj-element.ts';
import type { FormModel } from '../model/form-model.ts';
import { shared } from '../theme/shared.ts';
import type { ConditionChange, GjConditionEditor } from './gj-condition-editor.ts';
import type { ConditionCandidate } from './gj-condition-findings.ts';
import './gj-condition-editor.ts';
import '../kit/gj-record-dialog.ts';

/** The condition editor over the page. Tells `done` with the condition (null: none), or `closed` when it was left. */
export class GjConditionWindow extends GjElement {
  static override properties = {
    form: { attribute: false },
    value: { attribute: false },
    fields: { attribute: false },
    candidate: { attribute: false },
    label: { type: String },
    filters: { type: Boolean },
    readonly: { type: Boolean },
    flaw: { state: true },
    leaving: { state: true },
  };
  static override styles = [
    shared,
    css`
      .flaw {
        flex: 1;
        align-self: center;
        color: var(--gj-error);
        overflow-wrap: anywhere;
      }
    `,
  ];
  declare form: FormModel;
  declare value: Condition | null;
  declare fields: readonly string[] | undefined;
  declare candidate: ConditionCandidate | undefined;
  declare label: string;
  declare filters: boolean;
  declare readonly: boolean;
  declare flaw: string;
  /** Somebody wants to leave what is built. */
  declare leaving: boolean;
  #draft: Condition | null | undefined;
  #changed = false;

  constructor() {
    super();
    this.value = null;
    this.label = '';
    this.filters = false;
    this.readonly = false;
    this.flaw = '';
    this.leaving = false;
  }

  /** What was built is not lost by one key. */
  #leave(event: Event): void {
    if (event.target === this || !this.#changed) return;
    event.stopPropagation();
    this.leaving = true;
  }

  #done(): void {
    const editor = this.renderRoot.querySelector<GjConditionEditor>('gj-condition-editor');
    this.flaw = editor?.flaw ?? '';
    if (this.flaw !== '') editor?.focusFlaw();
    else this.tell('done', this.#draft === undefined ? this.value : this.#draft);
  }

  override render() {
    return html`<gj-record-dialog wide .label=${this.label || msg('条件', { id: 'condition' })} ?plain=${this.readonly}
      @closed=${this.#leave} @keydown=${(event: KeyboardEvent) => {
        if (!(event.ctrlKey || event.metaKey) || event.key !== 's') return;
        event.preventDefault();
        event.stopPropagation();
        if (!this.readonly) this.#done();
      }}>
      <gj-condition-editor .form=${this.form} .value=${this.value} .fields=${this.fields} .candidate=${this.candidate}
        ?filters=${this.filters} ?readonly=${this.readonly} @opened=${(event: Event) => {
          event.stopPropagation();
          if (!this.readonly) (event.currentTarget as GjConditionEditor).focus();
        }} @change=${(event: CustomEvent<ConditionChange>) => {
          event.stopPropagation();
          const { condition, valid } = event.detail;
          this.#draft = condition;
          this.#changed = !valid || JSON.stringify(condition) !== JSON.stringify(this.value);
          this.flaw = '';
          this.leaving = false;
        }}></gj-condition-editor>
      ${this.flaw === '' ? nothing : html`<span slot="actions" class="flaw" role="alert">${this.flaw}</span>`}
      ${
        this.readonly
          ? nothing
          : html`${
              this.filters && this.value
                ? html`<button slot="actions" @click=${() => this.tell('done', null)}>${msg('清除', { id: 'clear' })}</button>`
                : nothing
            }${
              this.leaving
                ? html`<button slot="actions" class="danger" @click=${() => this.tell('closed')}>${msg('放弃修改', { id: 'discard' })}</button>`
                : nothing
            }<button slot="actions" class="primary" @click=${this.#done}>${
              this.filters ? msg('筛选', { id: 'apply-filter' }) : msg('确定', { id: 'ok' })
            }</button>`
      }
    </gj-record-dialog>`;
  }
}
customElements.define('gj-condition-window', GjConditionWindow);
