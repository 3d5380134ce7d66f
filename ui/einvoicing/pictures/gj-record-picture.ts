import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import type { RecordEditor } from '../../record/editor/record-editor.ts';
import { shared } from '../../theme/shared.ts';

/** The picture of a record: the face of an invoice, or a code that is scanned, with the other actions on it. */
export class GjRecordPicture extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  /** Another one whenever the record changes. */
  turn: given<number>(),
}) {
  static override styles = [
    shared,
    css`
      .card > div {
        justify-items: start;
      }
      img {
        inline-size: var(--gj-size-120);
        block-size: var(--gj-size-120);
        background: var(--gj-paper);
      }
    `,
  ];

  override render() {
    const { base, form } = this.editor ?? {};
    if (!base || !form) return nothing;
    if (form.id === 'invoice') {
      const text = msg('查看发票版式', { id: 'invoice-face' });
      return html`<a class="button small" href="/api/issuing/invoices/${base.id}/face" target="_blank"
          rel="noopener">${icon('file', 14)}${text}</a>`;
    }
    const { code }: Wire<'static-qr' | 'dynamic-qr' | 'receipt-code'> = base;
    return html`<div class="card flex centred gap-3"><img class="rigid rounded"
        src="/api/issuing/codes/${form.name}/${base.id}?minRevision=${base.revision}" alt=${code}>
      <div class="stack-2 shrinks"><b class="larger breaks">${code}</b><slot></slot></div></div>`;
  }
}

customElements.define('gj-record-picture', GjRecordPicture);
