import { msg } from '@lit/localize';
import { html } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { state, withProperties } from '../kit/base/with-properties.ts';
import { dialogStyles } from '../kit/styles/dialog-styles.ts';
import { shared } from '../theme/shared.ts';
import '../kit/gj-record-dialog.ts';

/** Why a set is sent back. Tells `reject` with the reason, and `closed`. */
export class GjRejectDialog extends withProperties(GjElement, { reason: state('') }) {
  static override styles = [shared, dialogStyles];

  override render() {
    const reason = this.reason.trim();
    return html`<gj-record-dialog label=${msg('退回', { id: 'change-reject' })}>
      <label class="text-field"><span>${msg('原因', { id: 'reason' })}</span>
        <input maxlength="500" autocomplete="off" aria-required="true" .value=${this.reason} @input=${(
          event: Event,
        ) => {
          this.reason = (event.target as HTMLInputElement).value;
        }} /></label>
      <button slot="actions" class="primary" ?disabled=${reason === ''} @click=${() => this.emit('reject', reason)}>${msg('退回', { id: 'change-reject' })}</button>
    </gj-record-dialog>`;
  }
}
customElements.define('gj-reject-dialog', GjRejectDialog);
