import { html, LitElement, nothing } from 'lit';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { ScanReceipt } from '../../../rules/einvoicing/contract/scanning.ts';
import { flag, given, withProperties } from '../../kit/base/with-properties.ts';
import { shared } from '../../theme/shared.ts';
import { scanStyles } from './scan-styles.ts';
import { sayIn } from './scan-words.ts';

/** What became of a request. Tells `refresh` where the customer wants to look again. */
export class GjScanReceipt extends withProperties(LitElement, {
  receipt: given<ScanReceipt>(),
  language: given<Language>('zh'),
  sent: flag(),
  busy: flag(),
}) {
  static override styles = [shared, scanStyles];

  override render() {
    const { receipt } = this;
    if (!receipt) return nothing;
    const say = sayIn(this.language);
    const { state, invoices } = receipt;
    const tones = { waiting: 'accent', delayed: 'warn', refused: 'error', issued: 'ok' } as const;
    const nexts = {
      waiting: 'keep',
      delayed: 'delayedNext',
      refused: 'refusedNext',
      issued: 'keep',
    } as const;
    return html`<div class="stack">
      <div class="sheet" role="status">
        ${this.sent && state === 'waiting' ? html`<h2>${say('sent')}</h2>` : nothing}
        <p><span class="badge ${tones[state]}"><span class="dot"></span>${say(state)}</span></p>
        <p class="muted">${say(nexts[state])}</p>
      </div>
      ${invoices.map(
        ({ number, gross, status, files }) => html`<div class="sheet">
          <dl>
            <dt>${say('invoiceNumber')}</dt><dd>${number ?? ''}</dd>
            <dt>${say('paid')}</dt><dd>¥${grouped(gross, 2)}</dd>
          </dl>
          ${status === 'normal' ? nothing : html`<p>${say(status)}</p>`}
          ${files.length === 0 && !isOver(status) ? html`<p class="muted">${say('filesLater')}</p>` : nothing}
          ${files.map(
            ({
              format,
              url,
            }) => html`<a class="button ${format === 'pdf' ? 'primary' : ''}" href=${url} target="_blank"
              rel="noopener">${say('download', { format: format.toUpperCase() })}</a>`,
          )}
        </div>`,
      )}
      <div class="sheet">
        <dl>
          <dt>${say('seller')}</dt><dd>${receipt.seller}</dd>
          <dt>${say('invoicedTo')}</dt><dd>${receipt.buyerName}</dd>
          <dt>${say('paid')}</dt><dd>¥${grouped(receipt.gross, 2)}</dd>
          <dt>${say('receiptNumber')}</dt><dd>${receipt.businessNumber}</dd>
          <dt>${say('request')}</dt><dd>${receipt.number ?? ''}</dd>
        </dl>
        <button type="button" ?disabled=${this.busy}
          @click=${() => this.dispatchEvent(new CustomEvent('refresh'))}>${say('refresh')}</button>
      </div>
    </div>`;
  }
}

function isOver(status: ScanReceipt['invoices'][number]['status']): boolean {
  return status === 'void' || status === 'red';
}

customElements.define('gj-scan-receipt', GjScanReceipt);
