import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { SharingStrategy } from '../../metadata/source.ts';
import { strategy } from '../../rules/sharing/index.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { notify } from '../kit/gj-notices.ts';
import { dialogStyles } from '../kit/styles/dialog-styles.ts';
import type { FormModel } from '../model/form-model.ts';
import { sharingLabel } from '../model/sharing-label.ts';
import { plural } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import type { SharingOfRecord } from './sharing-of-record.ts';
import { SharingPreview } from './sharing-preview.ts';
import { sharingMeans } from './sharing-words.ts';
import '../kit/gj-record-dialog.ts';
import './gj-consequences.ts';

/** Another way of sharing, with who will see the record and who will lose it. Tells `done` and `closed`. */
export class GjChangeSharingDialog extends withProperties(GjElement, {
  data: given<SharingOfRecord>(),
  form: given<FormModel>(),
  to: state<SharingStrategy | null>(null),
  busy: state(false),
  failure: state<unknown>(null),
}) {
  static override styles = [shared, dialogStyles];

  readonly #preview = new SharingPreview(this);

  /** Together with the withdrawals it needs: all of it happens, or nothing. */
  #body(sharing: SharingStrategy): JsonObject {
    const { withdrawable, known } = this.data;
    const held = strategy(known.sharing).assigner !== null && withdrawable.length > 0;
    return { sharing, ...(held ? { withdraw: withdrawable as readonly JsonObject[] } : {}) };
  }

  async #change(): Promise<void> {
    const { data, to } = this;
    if (to === null) return;
    this.busy = true;
    this.failure = null;
    try {
      await data.act('change-sharing', this.#body(to));
      notify({ text: msg(str`管控策略已改为“${sharingLabel(to)}”`, { id: 'sharing-changed' }) });
      this.emit('done');
      this.emit('closed');
    } catch (failure) {
      this.failure = failure;
    }
    this.busy = false;
  }

  #pick(way: SharingStrategy): void {
    this.to = way;
    this.failure = null;
    if (way !== this.data.known.sharing) void this.#preview.ask(this.data, 'change-sharing', this.#body(way));
  }

  override render() {
    const { data, to } = this;
    const now = data.known.sharing;
    const ways = this.form.sharing?.allowed ?? [];
    const changes = to !== null && to !== now;
    const { consequences } = this.#preview;
    const count = consequences?.withdraw.count ?? 0;
    return html`<gj-record-dialog label=${msg('更改管控策略', { id: 'sharing-change-title' })}>
      <div class="stack stack-3">
        <fieldset class="gridded gap-1 flush unpadded borderless"><legend class="below-1 unpadded muted smaller">${msg('谁可以使用这条记录', { id: 'sharing-who' })}</legend>
          ${ways.map((way) => this.#way(way, now))}</fieldset>
        ${changes ? this.#outcome(count) : nothing}
        ${this.failure ? html`<p class="problem" role="alert">${failureText(this.failure)}</p>` : nothing}
      </div>
      <button slot="actions" class="primary" ?disabled=${this.busy || !changes || !consequences} @click=${this.#change}>${
        changes && count > 0
          ? msg(str`取消 ${count} 项分配并更改`, { id: 'sharing-withdraw-and-change' })
          : msg('更改', { id: 'sharing-change-now' })
      }</button>
    </gj-record-dialog>`;
  }

  #way(way: SharingStrategy, now: SharingStrategy): TemplateResult {
    return html`<label class="way gridded centred pressable edged rounded"><input type="radio" name="sharing" .checked=${(this.to ?? now) === way}
      ?autofocus=${way === now} @change=${(event: Event) => {
        event.stopPropagation();
        this.#pick(way);
      }} />
      <span>${sharingLabel(way)}${way === now ? html` <span class="small muted">${msg('现在', { id: 'sharing-now' })}</span>` : nothing}</span>
      <span class="small muted">${sharingMeans(way)}</span></label>`;
  }

  #outcome(held: number): TemplateResult {
    const { consequences, failure, busy } = this.#preview;
    if (failure !== null) return html`<p class="problem" role="alert">${failureText(failure)}</p>`;
    return html`<div class="stack stack-3" aria-busy=${busy}>${
      held > 0
        ? html`<p class="warning flex gap-2 pad-2-3 in-warn rounded" role="note">${icon('alert')}<span>${plural(
            msg(str`它现在分配给了 ${held} 个组织：更改时，这些分配一并取消。`, { id: 'sharing-held-first' }),
          )}</span></p>`
        : nothing
    }<gj-consequences .of=${consequences}></gj-consequences></div>`;
  }
}
customElements.define('gj-change-sharing-dialog', GjChangeSharingDialog);
