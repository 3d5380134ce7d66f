import { msg } from '@lit/localize';
import { html } from 'lit';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import type { RecordEditor } from '../../record/editor/record-editor.ts';
import { withGoneRows } from '../../record/put-record-in-basket.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import './gj-impact.ts';
import '../../kit/dialog/gj-dialog.ts';

/** The latest applications that would be issued differently with the typed values of a record. */
export class GjRecordImpact extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  /**
   * The configuration to try: `same` where nothing was typed, `wrong` where the typed text is no value yet, else as
   * decisions are asked under it.
   */
  under: state<JsonObject | 'same' | 'wrong' | null>(null),
}) {
  static override styles = shared;

  protected override firstUpdated(): void {
    void this.#read();
  }

  async #read(): Promise<void> {
    const { base, dirty, isSetting, place } = this.editor;
    if (base && !dirty) {
      this.under = 'same';
      return;
    }
    const sending = await this.editor.unsent();
    if (!sending) {
      this.under = 'wrong';
      return;
    }
    const body = withGoneRows(sending.body, base);
    const record = base && !isSetting ? { id: base.id, ...body } : body;
    this.under = { trial: { records: { [place.outline.name]: [record] } } };
  }

  override render() {
    return html`<gj-dialog plain .label=${msg('影响哪些申请单', { id: 'impact-record' })}>${this.#content()}</gj-dialog>`;
  }

  #content() {
    const { under } = this;
    if (under === null) return html`<div aria-busy="true"></div>`;
    if (under === 'same')
      return html`<p class="below-3">${msg('这里还没有改动：先改一改，再看会影响哪些申请单。', { id: 'impact-same' })}</p>`;
    if (under === 'wrong')
      return html`<p class="below-3" role="alert">${msg('请先改正页面上标出的内容：不能保存的内容也无法试算。', { id: 'impact-mend' })}</p>`;
    return html`<p class="below-3">${msg('最近 90 天的申请单会按当前配置和这里的改动各算一遍，不会保存任何内容。', { id: 'impact-what' })}</p>
      <gj-impact .org=${session.org?.number ?? ''} .under=${under}></gj-impact>`;
  }
}
customElements.define('gj-record-impact', GjRecordImpact);
