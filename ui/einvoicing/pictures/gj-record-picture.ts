import { css, html, nothing } from 'lit';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import type { RecordEditor } from '../../record/editor/record-editor.ts';
import { shared } from '../../theme/shared.ts';

/** The picture of a record that is a code: what is scanned, with the other actions on it. */
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
    const { code }: Wire<'static-qr' | 'dynamic-qr' | 'receipt-code'> = base;
    return html`<div class="card flex centred gap-3"><img class="rigid rounded"
        src="/api/issuing/codes/${form.name}/${base.id}?minRevision=${base.revision}" alt=${code}>
      <div class="stack-2 shrinks"><b class="larger breaks">${code}</b><slot></slot></div></div>`;
  }
}

customElements.define('gj-record-picture', GjRecordPicture);
