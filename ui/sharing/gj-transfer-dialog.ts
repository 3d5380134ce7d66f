import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { JsonObject } from '../../metadata/common/json.ts';
import { strategy } from '../../rules/sharing/index.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { notify } from '../kit/gj-notices.ts';
import { dialogStyles } from '../kit/styles/dialog-styles.ts';
import { plural } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import type { SharingOfRecord } from './sharing-of-record.ts';
import { ownOrgs } from './sharing-orgs.ts';
import { SharingPreview } from './sharing-preview.ts';
import './gj-org-picker.ts';
import '../kit/gj-record-dialog.ts';
import './gj-consequences.ts';

/** Another organisation becomes a record's creator, with what that changes. Tells `done` and `closed`. */
export class GjTransferDialog extends withProperties(GjElement, {
  data: given<SharingOfRecord>(),
  to: state<string | null>(null),
  busy: state(false),
  failure: state<unknown>(null),
}) {
  static override styles = [shared, dialogStyles];

  get #own() {
    return ownOrgs();
  }
  readonly #preview = new SharingPreview(this);

  /** What goes level by level starts at its creator, so that it is withdrawn along. */
  get #stuck(): boolean {
    const { transferable, assigner } = strategy(this.data.known.sharing);
    return assigner !== null && !transferable && this.data.holders.size > 0;
  }

  #body(id: string): JsonObject {
    const withdraw = this.data.withdrawable as readonly JsonObject[];
    return { org: { id }, ...(this.#stuck ? { withdraw } : {}) };
  }

  async #transfer(): Promise<void> {
    const target = this.#own.byId.get(this.to ?? '');
    if (!target) return;
    this.busy = true;
    this.failure = null;
    try {
      await this.data.act('transfer', this.#body(target.id));
      notify({ text: msg(str`创建组织已改为“${target.name}”`, { id: 'sharing-transferred' }) });
      this.emit('done');
      this.emit('closed');
    } catch (failure) {
      this.failure = failure;
    }
    this.busy = false;
  }

  override render() {
    const { data, to } = this;
    const stuck = this.#stuck;
    const fixed = new Map([[data.creator.id, msg('现在的创建组织', { id: 'sharing-creator-now' })]]);
    const count = data.holders.size;
    return html`<gj-record-dialog label=${msg('移交给其他组织', { id: 'sharing-transfer' })}>
      <div class="stack stack-3">
        <p class="muted">${msg('新的创建组织负责维护它，并决定谁可以使用。', { id: 'sharing-transfer-help' })}</p>
        ${
          stuck
            ? html`<p class="warning flex gap-2 pad-2-3 in-warn rounded" role="note">${icon('alert')}<span>${plural(
                msg(
                  str`逐级分配的链条从创建组织开始，现在还有 ${count} 个组织拿着它：移交时，这些分配一并取消。`,
                  { id: 'sharing-transfer-stuck' },
                ),
              )}</span></p>`
            : nothing
        }
        <gj-org-picker single .nodes=${this.#own.nodes} .picked=${new Set(to ? [to] : [])} .fixed=${fixed}
          label=${msg('新的创建组织', { id: 'sharing-new-creator' })} @change=${(
            event: CustomEvent<string>,
          ) => {
            this.to = event.detail;
            this.failure = null;
            void this.#preview.ask(this.data, 'transfer', this.#body(event.detail));
          }}></gj-org-picker>
        ${to === null ? nothing : this.#outcome(to)}
        ${this.failure ? html`<p class="problem" role="alert">${failureText(this.failure)}</p>` : nothing}
      </div>
      <button slot="actions" class="primary" ?disabled=${this.busy || to === null || !this.#preview.consequences} @click=${this.#transfer}>${
        stuck
          ? msg(str`取消 ${count} 项分配并移交`, { id: 'sharing-withdraw-and-transfer' })
          : msg('移交', { id: 'sharing-transfer-now' })
      }</button>
    </gj-record-dialog>`;
  }

  #outcome(to: string): TemplateResult {
    const { consequences, failure, busy } = this.#preview;
    if (failure !== null) return html`<p class="problem" role="alert">${failureText(failure)}</p>`;
    const count = this.#stuck ? 0 : [...this.data.holders.keys()].filter((id) => id !== to).length;
    return html`<div class="stack stack-3" aria-busy=${busy}><gj-consequences .of=${consequences}></gj-consequences>
      ${count > 0 ? html`<p class="small muted">${plural(msg(str`已分配的 ${count} 个组织不变，此后由新的创建组织管理。`, { id: 'sharing-holders-go-along' }))}</p>` : nothing}</div>`;
  }
}
customElements.define('gj-transfer-dialog', GjTransferDialog);
