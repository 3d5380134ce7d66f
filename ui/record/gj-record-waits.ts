import { html, nothing } from 'lit';
import type { Approvers } from '../../metadata/contract/inbox/calls.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { number, text, withProperties } from '../kit/base/with-properties.ts';
import { Loading } from '../kit/loading.ts';
import { noteStyles } from '../kit/styles/note-styles.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import { waitingWords } from './waiting-words.ts';

/** Says who may approve a record that waits for it. */
export class GjRecordWaits extends withProperties(GjElement, {
  form: text(),
  record: text(),
  revision: number(),
}) {
  static override styles = [shared, noteStyles];

  readonly #waits = new Loading<Approvers | null, [form: string, id: string, revision: number]>(this, {
    key: () => [this.form, this.record, this.revision],
    load: async ([form, id], signal) =>
      (await session.api.call('GET /api/forms/:form/records/:id/approvers', { path: { form, id }, signal }))
        .waits,
    keeps: true,
  });

  override render() {
    const waits = this.#waits.value;
    return waits
      ? html`<p class="flex wraps centred below-3 pad-2-3 rounded-l" role="status">${icon('clock')}<span
          class="breaks">${waitingWords(waits)}</span></p>`
      : nothing;
  }
}
customElements.define('gj-record-waits', GjRecordWaits);
