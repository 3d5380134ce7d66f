import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { strategy } from '../../../rules/sharing/index.ts';
import { consequences } from '../../controllers/sharing-consequences.ts';
import type { SharingOfRecord } from '../../controllers/sharing-of-record.ts';
import { ownOrgs, type SharingOrgs } from '../../controllers/sharing-orgs.ts';
import { shared } from '../../theme/shared.ts';
import { failureText } from '../failure-text.ts';
import { GjElement } from '../gj-element.ts';
import { notify } from '../gj-notices.ts';
import { icon } from '../icons.ts';
import { dialogStyles } from './dialog-styles.ts';
import '../gj-org-picker.ts';
import '../gj-record-dialog.ts';
import './gj-consequences.ts';

/** Another organisation becomes a record's creator, with what that changes. Tells `done` and `closed`. */
export class GjTransferDialog extends GjElement {
  static override properties = {
    data: { attribute: false },
    orgs: { attribute: false },
    to: { state: true },
    busy: { state: true },
    failure: { state: true },
  };
  static override styles = [shared, dialogStyles];
  declare data: SharingOfRecord;
  declare orgs: SharingOrgs;
  declare to: string | null;
  declare busy: boolean;
  declare failure: unknown;
  readonly #own = ownOrgs();

  constructor() {
    super();
    this.to = null;
    this.busy = false;
    this.failure = null;
  }

  async #transfer(): Promise<void> {
    const target = this.#own.byId.get(this.to ?? '');
    if (!target) return;
    this.busy = true;
    this.failure = null;
    try {
      await this.data.act('transfer', { org: { id: target.id } });
      notify({ text: msg(str`创建组织已改为“${target.name}”`, { id: 'sharing-transferred' }) });
      this.tell('done');
      this.tell('closed');
    } catch (failure) {
      this.failure = failure;
    }
    this.busy = false;
  }

  override render() {
    const { data, to } = this;
    const { transferable, assigner } = strategy(data.known.sharing);
    const stuck = assigner !== null && !transferable && data.holders.size > 0;
    const fixed = new Map([[data.creator.id, msg('现在的创建组织', { id: 'sharing-creator-now' })]]);
    return html`<gj-record-dialog label=${msg('移交给其他组织', { id: 'sharing-transfer' })}>
      <div class="stack">
        <p class="muted">${msg('新的创建组织负责维护它，并决定谁可以使用。', { id: 'sharing-transfer-help' })}</p>
        ${
          stuck
            ? html`<p class="warning" role="note">${icon('alert')}<span>${msg(
                str`逐级分配的链条从创建组织开始，现在还有 ${data.holders.size} 个组织拿着它：请先取消这些分配。`,
                { id: 'sharing-transfer-stuck' },
              )}</span></p>`
            : html`<gj-org-picker single .nodes=${this.#own.nodes} .picked=${new Set(to ? [to] : [])} .fixed=${fixed}
                label=${msg('新的创建组织', { id: 'sharing-new-creator' })} @change=${(
                  event: CustomEvent<string>,
                ) => {
                  event.stopPropagation();
                  this.to = event.detail;
                  this.failure = null;
                }}></gj-org-picker>`
        }
        ${to === null ? nothing : this.#outcome(to)}
        ${this.failure ? html`<p class="problem" role="alert">${failureText(this.failure)}</p>` : nothing}
      </div>
      <button slot="actions" class="primary" ?disabled=${this.busy || to === null} @click=${this.#transfer}>${msg('移交', { id: 'sharing-transfer-now' })}</button>
    </gj-record-dialog>`;
  }

  #outcome(to: string): TemplateResult {
    const { data, orgs } = this;
    const before = data.state;
    const holders = new Set([...before.holders].filter((id) => id !== to));
    const result = consequences(orgs.nodes, before, { ...before, org: to, holders });
    const count = holders.size;
    return html`<gj-consequences .of=${result} ?partial=${!orgs.complete}></gj-consequences>
      ${count > 0 ? html`<p class="small muted">${msg(str`已分配的 ${count} 个组织不变，此后由新的创建组织管理。`, { id: 'sharing-holders-go-along' })}</p>` : nothing}`;
  }
}
customElements.define('gj-transfer-dialog', GjTransferDialog);
