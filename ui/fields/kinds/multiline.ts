import { html } from 'lit';
import { lazily } from '../common/lazily.ts';
import { onOneLine } from '../common/shown.ts';
import type { UiKind } from '../common/ui-kind.ts';

export const multiline: UiKind = {
  name: 'multiline',
  show: (value) => onOneLine(String(value)),
  showWhole: String,
  width: 220,
  span: 'all',
  cell: 'open',
  isLine: true,
  load: () => lazily('gj-area-control'),
  control: (ask) => html`<gj-area-control .ask=${ask}></gj-area-control>`,
};
