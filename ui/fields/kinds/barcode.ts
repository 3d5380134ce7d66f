import { html } from 'lit';
import { lazily } from '../common/lazily.ts';
import { line } from '../common/line.ts';

/** The picture stands where there is room for it; lists show the text. */
export const barcode = line({
  name: 'barcode',
  width: 150,
  showWhole: (value, field) => {
    void lazily('gj-code-picture');
    return html`<gj-code-picture .code=${field.kind.drawnAs?.(field) ?? 'qr'} .text=${String(value)}></gj-code-picture
      >${String(value)}`;
  },
  load: () => lazily('gj-barcode-control'),
  control: (ask) => html`<gj-barcode-control .ask=${ask}></gj-barcode-control>`,
});
