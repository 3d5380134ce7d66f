import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import type { FormModel } from '../model/form-model.ts';
import { say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import '../kit/gj-record-dialog.ts';
import '../list/filter/gj-record-picks.ts';

/** Stored documents to be matched together. Tells `documents` with their ids, and `closed`. */
export class GjMatchDocuments extends withProperties(GjElement, {
  about: given<FormModel>(),
  picked: state<readonly string[]>(() => []),
}) {
  static override styles = [
    shared,
    css`
      gj-record-picks {
        --gj-pick-width: 100%;
      }
    `,
  ];

  override render() {
    const label = msg(str`选择${say(this.about.recordLabel)}`, { id: 'pick-documents-of' });
    const { picked } = this;
    return html`<gj-record-dialog label=${label}>
      <gj-record-picks class="blocks" view="manage" target=${this.about.id} .picked=${picked} label=${label}
        @change=${(event: CustomEvent<readonly string[]>) => {
          event.stopPropagation();
          this.picked = event.detail;
        }}></gj-record-picks>
      <button slot="actions" class="primary" ?disabled=${picked.length === 0} @click=${() => {
        this.emit('documents', picked);
      }}>${msg(str`加入 ${picked.length} 张`, { id: 'add-documents' })}</button>
    </gj-record-dialog>`;
  }
}
customElements.define('gj-match-documents', GjMatchDocuments);
