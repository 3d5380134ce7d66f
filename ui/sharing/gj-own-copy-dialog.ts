import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { notify } from '../kit/gj-notices.ts';
import { dialogStyles } from '../kit/styles/dialog-styles.ts';
import type { FormModel } from '../model/form-model.ts';
import { listed, say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import { ownFields } from './own-fields.ts';
import type { SharingOfRecord } from './sharing-of-record.ts';
import '../kit/gj-record-dialog.ts';

/** The organisation one works for gets its own copy of a record, or gives it up. Tells `done` and `closed`. */
export class GjOwnCopyDialog extends withProperties(GjElement, {
  data: given<SharingOfRecord>(),
  form: given<FormModel>(),
  busy: state(false),
  failure: state<unknown>(null),
}) {
  static override styles = [shared, dialogStyles];

  async #act(): Promise<void> {
    const { personalised } = this.data;
    this.busy = true;
    this.failure = null;
    try {
      await this.data.act(personalised ? 'depersonalise' : 'personalise');
      notify({
        text: personalised
          ? msg('已取消个性化，重新跟随原数据', { id: 'sharing-copy-removed' })
          : msg('本组织现在有自己的副本', { id: 'sharing-copy-made' }),
      });
      this.emit('done');
      this.emit('closed');
    } catch (failure) {
      this.failure = failure;
    }
    this.busy = false;
  }

  override render() {
    const { personalised } = this.data;
    const fields = ownFields(this.form);
    const names = listed(fields.map(({ label }) => say(label)));
    const org = session.org?.name ?? '';
    const label = personalised
      ? msg('取消个性化', { id: 'sharing-remove-copy' })
      : msg('个性化', { id: 'sharing-make-copy' });
    return html`<gj-record-dialog label=${label}>
      <div class="stack stack-3">
        ${
          personalised
            ? html`<p>${msg(str`“${org}”将重新看到原数据，自己改过的值不再有效（历史中仍可查到）：${names}。`, { id: 'sharing-remove-copy-means' })}</p>`
            : html`<p>${msg(str`“${org}”将有自己的值，可以修改：${names}。`, { id: 'sharing-make-copy-means' })}</p>
                <p class="muted">${msg('其余字段继续跟随原数据；其他组织看不到这些修改。', { id: 'sharing-make-copy-rest' })}</p>`
        }
        ${this.failure ? html`<p class="problem" role="alert">${failureText(this.failure)}</p>` : nothing}
      </div>
      <button slot="actions" class="primary" autofocus ?disabled=${this.busy} @click=${this.#act}>${label}</button>
    </gj-record-dialog>`;
  }
}

customElements.define('gj-own-copy-dialog', GjOwnCopyDialog);
