import '@vaadin/combo-box/vaadin-combo-box.js';
import { msg, str } from '@lit/localize';
import type { ComboBox } from '@vaadin/combo-box';
import { css, html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Json } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import type { GjControl } from '../fields/gj-control.ts';
import { uiKind } from '../fields/kinds/index.ts';
import { pickKeys } from '../fields/pick-keys.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { Loading } from '../kit/loading.ts';
import type { FormModel } from '../model/form-model.ts';
import type { ListedRecord } from '../model/record-list.ts';
import { colon, listed, plural, say } from '../session/i18n.ts';
import { boxless } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { editableFields } from './state/editable-fields.ts';
import { type LockedAmong, lockedAmong } from './state/locked-among.ts';
import '../kit/dialog/gj-dialog.ts';

/** One field of many records: which, and its new value. Tells `apply` with `{ field, value }`, or `closed`. */
export class GjBulkEdit extends withProperties(GjElement, {
  form: given<FormModel>(),
  records: given<readonly ListedRecord[]>(() => []),
  field: state<Field | null>(null),
  value: state<Json>(null),
  ready: state(false),
  wrong: state<string | null>(null),
}) {
  static override styles = [
    shared,
    boxless,
    css`
      .rows {
        min-height: var(--gj-size-120);
      }
    `,
  ];

  /** Without an answer the server tells it of each record that it refuses. */
  readonly #locked = new Loading<LockedAmong, readonly ListedRecord[]>(this, {
    key: () => this.records,
    load: (records) => lockedAmong(this.form, records),
  });

  async #choose(name: string): Promise<void> {
    const field = this.form.byName.get(name) ?? null;
    if (field === this.field) return;
    this.field = field;
    this.value = null;
    this.wrong = null;
    this.ready = false;
    if (!field) return;
    await uiKind(field).load?.();
    if (this.field === field) this.ready = true;
  }

  async #apply(): Promise<void> {
    const { field } = this;
    if (!field) return;
    const control = this.renderRoot.querySelector<GjControl>('.control > *');
    control?.settle?.();
    await this.updateComplete;
    if (this.wrong === null) this.emit('apply', { field, value: this.value });
  }

  #items: { value: string; text: string }[] = [];

  /** The same list as long as it says the same: a new one would close what is open. */
  #fields() {
    const next = editableFields(this.form).map(({ name, label }) => ({ value: name, text: say(label) }));
    if (JSON.stringify(next) !== JSON.stringify(this.#items)) this.#items = next;
    return this.#items;
  }

  override render() {
    const { field } = this;
    const count = this.records.length;
    const locked = this.#locked.value;
    return html`<gj-dialog label=${plural(msg(str`批量修改 ${count} 条记录`, { id: 'bulk-edit-title' }))}>
      <div class="rows stack-3 packed">
        ${locked && locked.count > 0 ? this.#staying(locked) : nothing}
        <div><div class="below-half small muted">${msg('字段', { id: 'field' })}</div>
          <vaadin-combo-box class="fills" autofocus autoselect accessible-name=${msg('字段', { id: 'field' })}
            item-label-path="text" item-value-path="value"
            .items=${this.#fields()} .value=${field?.name ?? ''} @keydown=${pickKeys}
            @change=${(event: Event) => this.#choose((event.currentTarget as ComboBox).value)}></vaadin-combo-box></div>
        ${field && this.ready ? this.#control(field) : nothing}
      </div>
      <button slot="actions" class="primary" ?disabled=${!field || !this.ready || this.wrong !== null || this.#lacks || locked?.count === count}
        @click=${this.#apply}>${msg('修改', { id: 'change' })}</button>
    </gj-dialog>`;
  }

  #staying({ count, reasons }: LockedAmong): TemplateResult {
    const why = listed(reasons.map((one) => say(one)));
    return html`<p class="in-warn" role="status">${plural(
      msg(str`其中 ${count} 条现在不能修改：${why}`, { id: 'bulk-locked' }),
    )}</p>`;
  }

  /** A required field is not emptied. */
  get #lacks(): boolean {
    return this.field?.required === true && this.value === null;
  }

  #control(field: Field): TemplateResult {
    const label = msg('新值', { id: 'new-value' });
    const kind = uiKind(field);
    const control = kind.control({
      field,
      form: this.form,
      value: this.value,
      around: {},
      id: 'bulk-value',
      label: kind.labelled ? say(field.label) : `${say(field.label)}${colon()}${label}`,
      readonly: false,
      required: field.required === true,
      invalid: false,
      change: (value) => {
        this.value = value;
      },
      flaw: (sentence) => {
        this.wrong = sentence;
      },
    });
    const empty = this.value === null && !this.#lacks && !kind.labelled;
    return html`<div>
      ${kind.labelled ? nothing : html`<div class="below-half small muted">${label}</div>`}
      <div class="control">${keyed(field.path, control)}</div>
      ${empty ? html`<p class="small muted">${msg('留空将清空这些记录的该字段。', { id: 'bulk-empties' })}</p>` : nothing}
    </div>`;
  }
}

customElements.define('gj-bulk-edit', GjBulkEdit);
