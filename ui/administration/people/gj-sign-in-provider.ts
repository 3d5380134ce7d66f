import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { answerPath } from '../../../metadata/common/answer-path.ts';
import type { SigningCertificate } from '../../../metadata/contract/people/single-sign-on.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { Loading } from '../../kit/loading.ts';
import type { RecordEditor } from '../../record/editor/record-editor.ts';
import {
  makeClientKey,
  type OfferedProviders,
  offeredProviders,
  signingCertificates,
} from '../../session/single-sign-on.ts';
import { shared } from '../../theme/shared.ts';
import './gj-sign-in-attempt.ts';

/** What is registered at a sign-in provider, the certificates it signs by, and its rules to be tried. */
export class GjSignInProvider extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  /** Told anew whenever the record changes. */
  turn: given<number>(),
}) {
  static override styles = [
    shared,
    css`
      section {
        padding: var(--gj-3) var(--gj-4);
        border: var(--gj-edge);
        border-radius: var(--gj-radius-l);
        background: var(--gj-surface);
      }
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: var(--gj-1) var(--gj-4);
        margin: 0;
      }
      dt {
        grid-column: 1;
      }
      dd {
        grid-column: 2;
        margin: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  readonly #addresses = new Loading(this, { load: offeredProviders });
  readonly #certificates = new Loading(this, {
    key: () => (this.#saved?.protocol === 'saml' ? JSON.stringify(this.#saved) : undefined),
    load: () => signingCertificates(this.#saved?.number ?? ''),
  });

  readonly #making = new Doing(this);

  /** Makes a key in place of the one before; the record is read anew, since that is in it. */
  #makeKey(provider: string): Promise<boolean> {
    return this.#making.run(async () => {
      await makeClientKey(provider);
      await this.editor.reload();
    });
  }

  get #protocol(): string {
    return String(this.editor.edited['protocol'] ?? 'oidc');
  }

  /** The record as it is saved; null: it is not yet. */
  get #saved() {
    const { base } = this.editor;
    if (!base) return null;
    const { number, protocol, revision, clientKey } = base;
    const hasKey = Boolean(clientKey);
    return { number: String(number ?? ''), protocol: String(protocol ?? 'oidc'), revision, hasKey };
  }

  /** Puts a file of metadata into its field, as if it had been pasted. */
  async #takeFile({ target }: Event): Promise<void> {
    const input = target as HTMLInputElement;
    const field = this.editor.form.byId.get('metadata');
    const text = await input.files?.[0]?.text();
    if (field && text !== undefined) this.editor.change(field, text);
    // The same file may be chosen again.
    input.value = '';
  }

  override render() {
    const addresses = this.#addresses.value;
    const protocol = this.#protocol;
    const saved = this.#saved;
    const isSaml = protocol === 'saml';
    const byKey = protocol === 'oidc' && this.editor.edited['clientAuth'] === 'key';
    return html`<section class="stack-3 below-3">
      ${
        addresses
          ? html`<dl class="small">${addressesFor(protocol, addresses).map(
              ([label, address]) => html`<dt class="muted">${label}</dt><dd><code>${address}</code></dd>`,
            )}
              ${byKey && saved ? keyLine(addresses, saved.number) : nothing}
              ${isSaml ? certificateLines(this.#certificates.value ?? []) : nothing}</dl>`
          : nothing
      }
      ${
        isSaml && !this.editor.isReadonly
          ? html`<p><button @click=${() => this.renderRoot.querySelector('input')?.click()}>
              ${icon('file', 14)}${msg('从文件读入元数据…', { id: 'sso-metadata-file' })}</button><input
              type="file" hidden accept=".xml,application/xml,text/xml,application/samlmetadata+xml"
              tabindex="-1" aria-hidden="true" @change=${this.#takeFile} /></p>`
          : nothing
      }
      ${
        byKey && saved && !this.editor.isReadonly
          ? html`<p class="flex wraps centred gap-2"><button ?disabled=${this.#making.busy || this.editor.dirty}
              @click=${() => this.#makeKey(saved.number)}>${
                saved.hasKey
                  ? msg('换用新密钥', { id: 'sso-key-anew' })
                  : msg('生成密钥', { id: 'sso-key-make' })
              }</button>${
                this.editor.dirty
                  ? html`<span class="muted small">${msg('请先保存', { id: 'sso-key-save-first' })}</span>`
                  : nothing
              }</p>${this.#making.shown()}`
          : nothing
      }
      ${
        saved
          ? html`<gj-sign-in-attempt provider=${saved.number} protocol=${saved.protocol}></gj-sign-in-attempt>`
          : nothing
      }
    </section>`;
  }
}
customElements.define('gj-sign-in-provider', GjSignInProvider);

/** What is registered at a provider of this protocol, each with its name. */
function addressesFor(
  protocol: string,
  { redirect, signedOut, ended, saml }: OfferedProviders,
): readonly (readonly [string, unknown])[] {
  if (protocol === 'saml')
    return [
      [
        msg('实体 ID，也是元数据的地址（在提供方登记）', { id: 'sso-entity-id' }),
        html`<a href=${saml.entityId} target="_blank">${saml.entityId}</a>`,
      ],
      [msg('断言消费地址（ACS，HTTP-POST，在提供方登记）', { id: 'sso-answers' }), saml.answers],
    ];
  const back = [msg('回调地址（在提供方登记）', { id: 'sso-redirect' }), redirect] as const;
  if (protocol !== 'oidc') return [back];
  return [
    back,
    [msg('退出后的地址（在提供方登记）', { id: 'sso-signed-out' }), signedOut],
    [msg('后端通道退出地址（Back-Channel Logout，在提供方登记）', { id: 'sso-ended' }), ended],
  ];
}

function keyLine({ redirect }: OfferedProviders, provider: string): TemplateResult {
  const keys = `${redirect.slice(0, -answerPath.length)}/api/session/providers/${encodeURIComponent(provider)}/keys`;
  return html`<dt class="muted">${msg('公钥地址（JWKS，在提供方登记）', { id: 'sso-keys' })}</dt>
    <dd><code><a href=${keys} target="_blank">${keys}</a></code></dd>`;
}

function certificateLines(certificates: readonly SigningCertificate[]): TemplateResult | typeof nothing {
  if (certificates.length === 0) return nothing;
  return html`<dt class="muted">${msg('提供方的签名证书', { id: 'sso-certificates' })}</dt>${certificates.map(
    ({ subject, from, to, ended }) =>
      html`<dd>${subject} <span class=${ended ? 'in-error' : 'muted'}>${
        ended
          ? msg(str`已于 ${to} 过期`, { id: 'sso-certificate-ended' })
          : msg(str`${from} 至 ${to}`, { id: 'sso-certificate-days' })
      }</span></dd>`,
  )}`;
}
