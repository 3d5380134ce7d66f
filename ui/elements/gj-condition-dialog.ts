import { msg } from '@lit/localize';
import { css, html } from 'lit';
import type { Condition } from '../../metadata/condition.ts';
import type { FormModel } from '../model/form-model.ts';
import { shared } from '../theme/shared.ts';
import type { ConditionChange, GjConditionEditor } from './gj-condition-editor.ts';
import { GjElement } from './gj-element.ts';
import './gj-record-dialog.ts';

/** Builds a filter of any depth. Tells `apply` with the condition or null, or `closed`. */
export class GjConditionDialog extends GjElement {
  static override properties = {
    form: { attribute: false },
    value: { attribute: false },
    draft: { state: true },
    valid: { state: true },
  };
  static override styles = [
    shared,
    css`
      :host {
        display: contents;
      }
      gj-condition-editor {
        min-height: 220px;
      }
    `,
  ];
  declare form: FormModel;
  declare value: Condition | null;
  /** Undefined: nobody changed it. */
  declare draft: Condition | null | undefined;
  declare valid: boolean;

  constructor() {
    super();
    this.value = null;
    this.draft = undefined;
    this.valid = true;
  }

  /** What is not finished is shown instead. */
  #apply(): void {
    if (this.valid) this.tell('apply', this.draft === undefined ? this.value : this.draft);
    else this.renderRoot.querySelector<GjConditionEditor>('gj-condition-editor')?.focusFlaw();
  }

  override render() {
    return html`<gj-record-dialog wide label=${msg('条件筛选', { id: 'condition-filter' })}>
      <gj-condition-editor .form=${this.form} .value=${this.value}
        @change=${(event: CustomEvent<ConditionChange>) => {
          event.stopPropagation();
          this.draft = event.detail.condition;
          this.valid = event.detail.valid;
        }}></gj-condition-editor>
      <button slot="actions" @click=${() => this.tell('apply', null)}>${msg('清除', { id: 'clear' })}</button>
      <button slot="actions" class="primary" @click=${this.#apply}>${msg('筛选', { id: 'apply-filter' })}</button>
    </gj-record-dialog>`;
  }
}
customElements.define('gj-condition-dialog', GjConditionDialog);
