import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { PackageOutline } from '../../../metadata/contract/packages/installed.ts';
import type { TrustedKey } from '../../../metadata/contract/packages/keys.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { Loading } from '../../kit/loading.ts';
import { table } from '../../kit/table/table.ts';
import type { Column } from '../../kit/table/table-shape.ts';
import { listed, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { whoWhen } from './package-words.ts';
import { packagesStyles } from './packages-styles.ts';

/**
 * The keys whose packages are trusted: a key is added, or revoked with a word on what is signed with it. Tells up
 * `packages-changed`.
 */
export class GjTrustedKeys extends withProperties(GjElement, {
  packages: given<readonly PackageOutline[]>(() => []),
}) {
  static override styles = [shared, packagesStyles];

  readonly #keys = new Loading(this, {
    load: async (_, signal) => (await session.api.call('GET /api/trusted-keys', { signal })).items,
  });

  async #changed(): Promise<void> {
    this.emitUp('packages-changed');
    await this.#keys.load();
  }

  #add(): Promise<boolean> {
    return openForm(this, {
      label: msg('信任一把密钥', { id: 'pkg-key-add' }),
      fields: {
        publicKey: {
          label: msg('公钥（ed25519:…，由发布者提供）', { id: 'pkg-key-public' }),
          required: true,
          placeholder: 'ed25519:',
          codes: ['public-key-none'],
        },
        label: { label: msg('发布者是谁', { id: 'pkg-key-whose' }), most: 255 },
      },
      act: msg('信任', { id: 'pkg-key-trust' }),
      send: async ({ publicKey, label }) => {
        await session.api.call('POST /api/trusted-keys', { body: { publicKey, ...(label && { label }) } });
        await this.#changed();
      },
    });
  }

  #revoke({ id, label }: TrustedKey): Promise<boolean> {
    const signed = this.packages
      .filter(({ signature }) => signature?.key === id)
      .map((one) => say(one.label));
    return openForm(this, {
      label: msg(str`不再信任 ${label}`, { id: 'pkg-revoke-of' }),
      before: () =>
        signed.length > 0
          ? html`<p class="warning flex gap-2 pad-2-3 edged toned warn in-warn rounded">${icon('alert', 14)}${msg(
              str`已装的 ${listed(signed)} 是用这把密钥签名的：它们照常工作，但之后用它签名的版本会被拒绝，需管理员确认信任。`,
              { id: 'pkg-revoke-signed' },
            )}</p>`
          : html`<p>${msg('没有已装的包用这把密钥签名。之后用它签名的包会被拒绝，需管理员确认信任。', { id: 'pkg-revoke-none' })}</p>`,
      act: msg('撤销信任', { id: 'pkg-revoke-do' }),
      danger: true,
      send: async () => {
        await session.api.call('DELETE /api/trusted-keys/:key', { path: { key: id } });
        await this.#changed();
      },
    });
  }

  override render() {
    return html`<div class="bar flex centred apart gap-3 below-3"><p
        class="muted">${msg('用这些密钥签名的包可以直接安装；其他来源的包需管理员确认信任。', { id: 'pkg-keys-help' })}</p>
        <button @click=${() => this.#add()}>${icon('add')}${msg('信任一把密钥', { id: 'pkg-key-add' })}</button></div>
      ${this.#keys.shown((items) => this.#table(items), {
        empty: { symbol: 'key', text: msg('还没有信任任何发布者的密钥。', { id: 'pkg-keys-none' }) },
      })}`;
  }

  #table(items: readonly TrustedKey[]): TemplateResult {
    return table({
      caption: msg('受信任的密钥', { id: 'pkg-keys' }),
      columns: this.#columns(),
      rows: items,
      look: ({ revokedAt }) => (revokedAt ? 'muted' : ''),
      offers: (key) =>
        key.revokedAt
          ? nothing
          : html`<button class="plain danger" @click=${() => this.#revoke(key)}>${msg('撤销信任…', { id: 'pkg-revoke' })}</button>`,
      frame: 'framed',
    });
  }

  #columns(): readonly Column<TrustedKey>[] {
    return [
      { label: msg('发布者', { id: 'pkg-publisher' }), role: 'name', cell: ({ label }) => label },
      { label: msg('密钥', { id: 'pkg-key' }), cell: ({ id }) => html`<code>${id}</code>` },
      {
        label: msg('添加', { id: 'pkg-key-added' }),
        cell: ({ addedBy, addedAt }) => dotted(whoWhen(addedBy, addedAt)),
      },
      {
        label: msg('状态', { id: 'state' }),
        cell: ({ revokedAt, revokedBy }) =>
          revokedAt
            ? html`<span class="badge">${msg('已撤销', { id: 'pkg-revoked' })}</span> <span
                class="small">${dotted(whoWhen(revokedBy, revokedAt))}</span>`
            : html`<span class="badge ok"><span class="dot"></span>${msg('受信任', { id: 'pkg-trusted' })}</span>`,
      },
    ];
  }
}
customElements.define('gj-trusted-keys', GjTrustedKeys);
