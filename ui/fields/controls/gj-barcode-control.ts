import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { openScan } from '../../files/codes/open-scan.ts';
import { icon } from '../../kit/base/icons.ts';
import { GjControl } from '../gj-control.ts';
import { barcode } from '../kinds/barcode.ts';
import { problemText, readTyped } from '../read-typed.ts';
import '../../files/codes/gj-code-picture.ts';
import './gj-line-control.ts';

/** The text of a code, which a scanner types, too; the camera beside it, and the code as it is drawn. */
export class GjBarcodeControl extends GjControl {
  async #scan(): Promise<void> {
    const { field, label } = this.ask;
    const read = (text: string) => readTyped(text, field, barcode);
    const wrong = (text: string) => {
      const one = read(text);
      return one.ok ? null : one.problems.map(problemText).join(' ');
    };
    const scanned = await openScan(this, { label, wrong });
    const value = scanned === null ? null : read(scanned);
    if (value?.ok) this.ask.change(value.value);
  }

  override render() {
    const { ask } = this;
    const { field, value, label } = ask;
    return html`<div class="row flex gap-1">
      <gj-line-control .ask=${ask} .kind=${barcode}></gj-line-control>
      <button type="button" class="square rigid" ?disabled=${ask.readonly} title=${msg('用摄像头扫码', { id: 'code-scan' })}
        aria-label=${msg(str`用摄像头扫码：${label}`, { id: 'code-scan-with' })} @click=${() => void this.#scan()}>${icon('scan')}</button>
    </div>
    ${
      typeof value === 'string'
        ? html`<gj-code-picture class="above-1" .code=${field.kind.drawnAs?.(field) ?? 'qr'} .text=${value}></gj-code-picture>`
        : nothing
    }`;
  }
}
customElements.define('gj-barcode-control', GjBarcodeControl);
