import { msg, str } from '@lit/localize';
import { html } from 'lit';
import type { ChangeSummary } from '../basket/change-set.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { moment } from '../kit/moment.ts';
import { dialogStyles } from '../kit/styles/dialog-styles.ts';
import { shared } from '../theme/shared.ts';
import { setName } from './change-words.ts';
import '../kit/gj-record-dialog.ts';

/** Asks whether what was to go live later goes live now. Tells `publish`, and `closed`. */
export class GjPublishEarlyDialog extends withProperties(GjElement, { set: given<ChangeSummary>() }) {
  static override styles = [shared, dialogStyles];

  override render() {
    return html`<gj-record-dialog label=${msg('提前发布', { id: 'change-early' })}>
      <div class="stack stack-3">
        <p>${setName(this.set)}</p>
        <p>${msg(str`它已定于 ${moment(this.set.scheduledAt)} 发布。现在发布，会立即生效，不再等到那时。`, { id: 'change-early-why' })}</p>
      </div>
      <button slot="actions" class="primary" @click=${() => this.emit('publish')}>${msg('现在发布', { id: 'change-early-go' })}</button>
    </gj-record-dialog>`;
  }
}
customElements.define('gj-publish-early-dialog', GjPublishEarlyDialog);
