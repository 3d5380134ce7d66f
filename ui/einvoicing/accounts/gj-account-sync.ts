import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { SyncedAccounts } from '../../../rules/einvoicing/contract/synced-accounts.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { Loading } from '../../kit/loading.ts';
import { language, listed } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { einvoicingApi } from '../common/einvoicing-api.ts';

/**
 * Above the list of tax accounts, where they come from the tax-control cloud: takes them over at once, and says by name
 * what became of them. Tells `done`.
 */
export class GjAccountSync extends withProperties(GjElement, {
  synced: state<SyncedAccounts | null>(null),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        padding-inline: var(--gj-4);
      }
    `,
  ];

  readonly #doing = new Doing(this);
  readonly #isOn = new Loading<boolean, string>(this, {
    key: () => session.org?.number ?? '',
    // Whoever may not read the parameter gets no button.
    load: async () => {
      const path = { type: 'system', key: 'syncTaxAccounts' };
      const asked = session.api.call('GET /api/params/:type/:key', { path });
      return (await asked.catch(() => undefined))?.value === true;
    },
  });

  async #sync(): Promise<void> {
    await this.#doing.run(async () => {
      this.synced = await einvoicingApi.call('POST /api/issuing/tax-accounts/synchronise');
      this.emit('done');
    });
  }

  override render() {
    if (this.#isOn.value !== true) return nothing;
    return html`<div class="flex wraps centred gap-2 below-2">
      <button ?disabled=${this.#doing.busy} @click=${() => void this.#sync()}>${icon('refresh', 14)}
        ${msg('从税控系统云同步', { id: 'accounts-sync' })}</button>
      <span class="small muted">${msg('每天自动同步一次；不再存在的账号置为离线，不会删除。', { id: 'accounts-sync-how' })}</span></div>
      ${this.#doing.shown()}
      <div role="status">${this.#outcome()}</div>`;
  }

  #outcome(): TemplateResult | typeof nothing {
    if (!this.synced) return nothing;
    const { added, changed, offline, silent, away } = this.synced;
    const [nobody, unreached] = [listed(silent), listed(away)];
    const isSame = added.length + changed.length + offline.length === 0;
    return html`<ul class="small below-2">
      ${this.#names(msg('新增', { id: 'accounts-added' }), added)}
      ${this.#names(msg('更新', { id: 'accounts-changed' }), changed)}
      ${this.#names(msg('已离线', { id: 'accounts-offline' }), offline)}
      ${isSame ? html`<li>${msg('没有变化', { id: 'accounts-same' })}</li>` : nothing}
      ${nobody ? html`<li>${msg(str`没有提供账号的通道：${nobody}`, { id: 'accounts-silent' })}</li>` : nothing}
      ${unreached ? html`<li class="in-warn">${msg(str`通道没有应答，账号未变：${unreached}`, { id: 'accounts-away' })}</li>` : nothing}
    </ul>`;
  }

  #names(what: string, accounts: SyncedAccounts['added']): TemplateResult | typeof nothing {
    if (accounts.length === 0) return nothing;
    const [colon, comma] = language() === 'zh' ? ['：', '、'] : [': ', ', '];
    return html`<li>${what} ${accounts.length}${colon}${accounts.map(
      ({ id, name, number }, at) =>
        html`${at > 0 ? comma : ''}<a class="underlined" href="/forms/tax-account/${id}">${name || number}</a>`,
    )}</li>`;
  }
}
customElements.define('gj-account-sync', GjAccountSync);
