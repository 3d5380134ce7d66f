import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { PlanIssue } from '../../../../metadata/contract/packages/parts.ts';

/** A doubt that an administrator may take upon himself, as a page says it: what is known of the package, and what is not. */
export function doubtText({ code, params, message }: PlanIssue, called: string): string {
  const [version, key] = [String(params['version']), String(params['key'])];
  switch (code) {
    case 'signature-missing':
      return msg(
        str`“${called}”${version} 没有签名，而已安装的版本有：无法确认它由谁制作、途中是否被改过。请先向发布者核实。`,
        { id: 'pkg-doubt-missing' },
      );
    case 'signature-broken':
      return msg(
        str`“${called}”${version} 的签名与内容不符：签名之后有文件被改动、增加或删除。请向发布者重新获取。`,
        { id: 'pkg-doubt-broken' },
      );
    case 'signature-unknown':
      return msg(
        str`“${called}”${version} 有签名，签名之后未被改动；但签名的密钥 ${key} 未受信任，无法确认它由谁制作。请向发布者核对密钥，再确认，或先信任这把密钥。`,
        { id: 'pkg-doubt-unknown' },
      );
    case 'signature-other-key':
      return msg(
        str`“${called}”${version} 由另一把密钥 ${key} 签名，与已安装的版本不同。请先向发布者核实。`,
        { id: 'pkg-doubt-other-key' },
      );
    case 'signature-revoked':
      return msg(str`“${called}”${version} 由已撤销的密钥 ${key} 签名。请向发布者索取用新密钥签名的版本。`, {
        id: 'pkg-doubt-revoked',
      });
    case 'version-lower':
      return msg(
        str`“${called}”的版本 ${version} 低于已安装的 ${String(params['installed'])}。要撤销最近一次发布，请到“发布历史”。`,
        { id: 'pkg-doubt-lower' },
      );
    default:
      return message;
  }
}

/** Where a key is trusted, for doubts that go away by that. */
export function doubtPlace({ code }: PlanIssue): TemplateResult | typeof nothing {
  return code === 'signature-unknown' || code === 'signature-revoked'
    ? html`<a href="/packages?tab=keys">${msg('受信任的密钥', { id: 'pkg-keys' })}</a>`
    : nothing;
}
