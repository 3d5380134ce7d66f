import { msg } from '@lit/localize';
import { html } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { Doing } from '../kit/doing.ts';
import { shared } from '../theme/shared.ts';
import type { RecordEditor } from './editor/record-editor.ts';
import { bringBack } from './versions/record-actions.ts';
import '../kit/dialog/gj-dialog.ts';

/**
 * The dialog for a record that somebody deleted while it was changed here: it comes back, or is saved as a new one.
 * Tells `closed`, and `save`.
 */
export class GjRecordGone extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
}) {
  static override styles = shared;

  readonly #bringing = new Doing(this);

  override render() {
    const { busy } = this.#bringing;
    const back = async () => {
      const { edited } = this.editor;
      const record = await bringBack(this.editor);
      this.editor.rebase(record, { ...record, ...edited });
      this.emitUp('closed');
      this.emit('save');
    };
    const again = () => {
      this.editor.becomeNew();
      this.emitUp('closed');
      this.emit('save');
    };
    return html`<gj-dialog .label=${msg('这条记录已被删除', { id: 'deleted-meanwhile' })}>
      <p>${msg('在您修改期间，有人删除了它。您的修改还在这一页上。', { id: 'deleted-meanwhile-hint' })}</p>
      ${this.#bringing.shown()}
      ${
        this.editor.form.can.has('create')
          ? html`<button slot="actions" ?disabled=${busy} @click=${again}>${msg('另存为新记录', { id: 'save-as-new' })}</button>`
          : ''
      }
      <button slot="actions" class="primary" ?disabled=${busy}
          @click=${() => this.#bringing.run(back)}>${msg('恢复并保存', { id: 'restore-and-save' })}</button>
    </gj-dialog>`;
  }
}
customElements.define('gj-record-gone', GjRecordGone);
