import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import '../../files/codes/gj-code-picture.ts';

export const appStyles = css`
  .app {
    display: grid;
    gap: var(--gj-3);
    margin: 0;
    padding-inline-start: var(--gj-5);
    list-style: decimal;
  }
  .app gj-code-picture {
    width: var(--gj-size-160);
    min-height: var(--gj-size-120);
    margin-top: var(--gj-2);
  }
  .app code {
    overflow-wrap: anywhere;
  }
`;

/** A secret on its way into an app. */
export interface SecretShown {
  readonly secret: string;
  readonly address: string;
}

/** Draws how a secret comes into an app; what it shows then is asked for below. */
export function newApp({ secret, address }: SecretShown): TemplateResult {
  const grouped = secret.replace(/.{4}(?!$)/g, '$& ');
  return html`<ol class="app">
    <li>${msg('在手机上打开验证器应用，如腾讯身份验证器、Microsoft Authenticator、Google Authenticator。', {
      id: 'app-open',
    })}</li>
    <li>${msg('添加账号，扫描这个二维码：', { id: 'app-scan' })}
      <gj-code-picture code="qr" .text=${address}></gj-code-picture>
      <p class="small muted above-1">${msg('不能扫描时，输入这个密钥：', { id: 'app-type' })} <code>${grouped}</code></p></li>
    <li>${msg('输入应用现在显示的 6 位数字：', { id: 'app-code' })}</li>
  </ol>`;
}
