import { msg, str } from '@lit/localize';
import { html } from 'lit';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { FormOutline } from '../../../metadata/contract/forms/outline.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { RecordEditor } from '../../record/editor/record-editor.ts';
import { withGoneRows } from '../../record/put-record-in-basket.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import '../../kit/dialog/gj-dialog.ts';
import '../../record/form/gj-form-layout.ts';
import '../../record/gj-record-problems.ts';

/**
 * A rule or setting as it would be, beside the result: nothing is saved. Tells `tried` with what is other, and
 * `closed`.
 */
export class GjLabRecord extends withProperties(GjElement, {
  outline: given<FormOutline>(),
  record: text(),
  /** The values that are tried already. */
  tried: given<JsonObject | null>(null),
  turn: state(0),
}) {
  static override styles = shared;

  readonly #editor = new Loading(this, { load: () => this.#open() });

  async #open(): Promise<RecordEditor> {
    const editor = new RecordEditor({ outline: this.outline, record: this.record });
    await editor.load();
    for (const [name, value] of Object.entries(this.tried ?? {})) {
      const field = editor.form.byName.get(name);
      if (field) editor.change(field, withoutGone(value));
    }
    editor.addEventListener('change', () => {
      this.turn++;
    });
    return editor;
  }

  async #try(): Promise<void> {
    const { value: editor } = this.#editor;
    const sending = await editor?.unsent();
    if (!editor || !sending) return;
    this.emit('tried', withGoneRows(sending.body, editor.base));
  }

  override render() {
    return html`<gj-dialog drawer wide .label=${msg(str`试用：${say(this.outline.recordLabel)}`, { id: 'lab-try-record' })}>
      ${this.#editor.shown(
        (
          editor,
        ) => html`<p class="muted small below-2">${msg('只用于试算，不会保存。', { id: 'lab-not-saved' })}</p>
              <gj-record-problems .editor=${editor} .turn=${this.turn}></gj-record-problems>
              ${editor.form.layout.tabs.map(
                ({ name }) =>
                  html`<gj-form-layout class="packed below-3" .editor=${editor} .tab=${name}
                      .turn=${this.turn}></gj-form-layout>`,
              )}`,
        { outline: { cards: [6] } },
      )}
      <button slot="actions" class="primary" ?disabled=${!this.#editor.value}
          @click=${this.#try}>${msg('试算', { id: 'lab-run' })}</button>
    </gj-dialog>`;
  }
}

/** Rows that are taken out are not shown again. */
function withoutGone(value: Json): Json {
  if (!isList(value)) return value;
  return value.filter((row) => !isObject(row) || row['$delete'] !== true);
}

customElements.define('gj-lab-record', GjLabRecord);
