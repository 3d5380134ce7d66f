import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { downloadText } from '../../kit/download-text.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';

/** Codes that are told this once, to be kept where the phone is not. */
export class GjRecoveryCodes extends withProperties(GjElement, {
  codes: given<readonly string[]>(() => []),
  copied: state(false),
}) {
  static override styles = [
    shared,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(2, max-content);
        gap: var(--gj-1) var(--gj-6);
        justify-content: center;
        margin: 0;
        padding: var(--gj-3);
        font-family: var(--gj-mono);
        list-style: none;
        user-select: all;
      }
    `,
  ];

  get #text(): string {
    return `${this.codes.join('\n')}\n`;
  }

  /** With what they are for, for whoever finds them years later. */
  get #file(): string {
    const of = [location.host, session.who?.user.number, new Date().toISOString().slice(0, 10)];
    return `${['Guiju', ...of].filter(Boolean).join(' · ')}\n\n${this.#text}`;
  }

  async #copy(): Promise<void> {
    await navigator.clipboard.writeText(this.#text);
    this.copied = true;
  }

  override render() {
    return html`<div class="stack-3"><p>${msg(
      '手机丢失或不能用时，用恢复码代替验证码登录，每个只能用一次。请现在保存：以后不再显示。',
      { id: 'recovery-codes-means' },
    )}</p>
      <ul class="surface edged rounded">${this.codes.map((code) => html`<li>${code}</li>`)}</ul>
      <div class="flex wraps gap-2">
        ${
          // Without a secure connection there is no clipboard: one click on the codes picks them all.
          navigator.clipboard
            ? html`<button type="button" @click=${this.#copy}>${icon('copy')}${
                this.copied ? msg('已复制', { id: 'copied' }) : msg('复制', { id: 'copy' })
              }</button>`
            : ''
        }
        <button type="button" @click=${() => downloadText('guiju-recovery-codes.txt', 'text/plain', this.#file)}>${icon(
          'download',
        )}${msg('下载', { id: 'download' })}</button>
      </div></div>`;
  }
}
customElements.define('gj-recovery-codes', GjRecoveryCodes);
