import { html, nothing } from 'lit';
import type { GivenReason } from '../../metadata/contract/records/record.ts';
import { dotted } from '../kit/base/dotted.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, number, text, withProperties } from '../kit/base/with-properties.ts';
import { Loading } from '../kit/loading.ts';
import { moment } from '../kit/moment.ts';
import { noteStyles } from '../kit/styles/note-styles.ts';
import { doneName } from '../model/done-name.ts';
import type { FormModel } from '../model/form-model.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';

/** Says with which reason a record came back, and from whom, until something else is done to it. */
export class GjRecordReason extends withProperties(GjElement, {
  form: given<FormModel>(),
  record: text(),
  revision: number(),
}) {
  static override styles = [shared, noteStyles];

  readonly #given = new Loading<GivenReason | null, [form: string, id: string, revision: number]>(this, {
    key: () => [this.form.name, this.record, this.revision],
    load: async ([form, id], signal) =>
      (await session.api.call('GET /api/forms/:form/records/:id/reason', { path: { form, id }, signal }))
        .given,
    keeps: true,
  });

  override render() {
    const given = this.#given.value;
    return given
      ? html`<p class="flex wraps centred below-3 pad-2-3 rounded-l" role="status">${icon('undo')}<span class="breaks"><strong>${doneName(given.action, this.form) || given.label}</strong>
          ${given.reason}</span><span class="muted smaller">${dotted([given.actor.name, moment(given.at)])}</span></p>`
      : nothing;
  }
}
customElements.define('gj-record-reason', GjRecordReason);
