import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import type { RecordEditor } from '../../record/editor/record-editor.ts';
import { shared } from '../../theme/shared.ts';

/** Says of a code what keeps customers from scanning it, before they do; nothing where nothing does. */
export class GjScanReady extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  /** Another one whenever the record changes. */
  turn: given<number>(),
}) {
  static override styles = [shared];

  override render() {
    const { base } = this.editor ?? {};
    if (!base) return nothing;
    const missing = missingOf(base);
    if (missing.length === 0) return nothing;
    return html`<div class="card" role="status"><ul class="stack-2">${missing.map(
      (text) =>
        html`<li class="flex low gap-2"><span class="in-warn rigid">${icon('alert')}</span><span>${text}</span></li>`,
    )}</ul></div>`;
  }
}

function missingOf({
  code,
  item,
  enabled,
}: Wire<'static-qr' | 'dynamic-qr' | 'receipt-code'>): readonly string[] {
  const missing: string[] = [];
  if (!code)
    missing.push(msg('还没有二维码，客户不能扫码。请点“生成二维码”，再打印。', { id: 'scan-undrawn' }));
  else if (!/\/scan\/[\w-]{32}$/.test(code))
    missing.push(
      msg('这是旧版二维码，客户扫码会看到“已失效”。请重新点“生成二维码”，再打印新的。', {
        id: 'scan-drawn-before',
      }),
    );
  if (!item)
    missing.push(
      msg('没有选择开票项，客户扫码后不能自助开票。请选择开票项并保存。', { id: 'scan-item-missing' }),
    );
  if (enabled === false) missing.push(msg('已禁用，客户扫码会看到“已失效”。', { id: 'scan-disabled' }));
  return missing;
}

customElements.define('gj-scan-ready', GjScanReady);
