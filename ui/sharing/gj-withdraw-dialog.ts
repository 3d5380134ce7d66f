import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { withdrawal } from '../condition/held-through.ts';
import { icon } from '../kit/base/icons.ts';
import { given, text, withProperties } from '../kit/base/with-properties.ts';
import { dialogStyles } from '../kit/styles/dialog-styles.ts';
import { listed, plural } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import { PairsDialog } from './pairs-dialog.ts';
import type { SharingOfRecord } from './sharing-of-record.ts';
import { called } from './sharing-words.ts';
import '../kit/gj-record-dialog.ts';
import './gj-consequences.ts';

/** Takes a record back from organisations, with what that means for those below. Tells `done` and `closed`. */
export class GjWithdrawDialog extends withProperties(PairsDialog, {
  data: given<SharingOfRecord>(),
  form: text(),
  /** Ids. */
  orgs: given<ReadonlySet<string>>(() => new Set()),
}) {
  static override styles = [shared, dialogStyles];

  async #withdraw(orgs: readonly string[]): Promise<void> {
    await this.run(
      () => this.data.withdraw(orgs, true),
      () => this.emit('done'),
    );
  }

  override render() {
    if (this.answers) return this.report(this.form, this.answers);
    const { holdings, holders } = this.data;
    const copied = holdings.flatMap(({ org, personalised }) => (personalised && org.id ? [org.id] : []));
    const { going: asked, along, copies: held } = withdrawal(holders, this.orgs, new Set(copied));
    const going = holdings.filter(({ org }) => asked.has(org.id ?? '') || along.has(org.id ?? ''));
    const lose = { count: going.length, orgs: going.map(({ org }) => org) };
    const copies = holdings.filter(({ org }) => held.has(org.id ?? '')).map(({ org }) => called(org));
    const after = (this.data.total ?? holdings.length) - going.length;
    const total = going.length;
    return html`<gj-record-dialog label=${plural(msg(str`取消对 ${this.orgs.size} 个组织的分配`, { id: 'sharing-withdraw-title' }))}>
      <div class="stack stack-3">
        ${
          along.size > 0
            ? html`<p class="warning flex gap-2 pad-2-3 in-warn rounded" role="note">${icon('alert')}<span>${plural(
                msg(str`其中有组织已把它继续分配给下级：连同下级，共 ${along.size} 个组织也一并取消。`, {
                  id: 'sharing-cascade-means',
                }),
              )}</span></p>`
            : nothing
        }
        ${
          copies.length > 0
            ? html`<p class="warning flex gap-2 pad-2-3 in-warn rounded" role="note">${icon('alert')}<span>${msg(
                str`${listed(copies)} 有自己的副本，要先取消个性化，否则不会取消。`,
                { id: 'sharing-copies-first' },
              )}</span></p>`
            : nothing
        }
        ${total === 0 ? nothing : html`<gj-consequences .of=${{ gain: { count: 0, orgs: [] }, lose, after }}></gj-consequences>`}
      </div>
      <button slot="actions" class="primary" ?disabled=${this.busy || total === 0} @click=${() => this.#withdraw([...asked])}>${
        along.size > 0
          ? msg(str`连同下级取消 (${total})`, { id: 'sharing-withdraw-cascade' })
          : msg(str`取消分配 (${total})`, { id: 'sharing-withdraw-now' })
      }</button>
    </gj-record-dialog>`;
  }
}
customElements.define('gj-withdraw-dialog', GjWithdrawDialog);
