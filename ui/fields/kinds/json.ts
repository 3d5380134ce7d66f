import { html } from 'lit';
import { lazily } from '../common/lazily.ts';
import { onOneLine } from '../common/shown.ts';
import type { UiKind } from '../common/ui-kind.ts';

export const json: UiKind = {
  name: 'json',
  show: (value) => html`<code>${onOneLine(JSON.stringify(value))}</code>`,
  showWhole: (value) => html`<code>${JSON.stringify(value, null, 2)}</code>`,
  width: 200,
  span: 'all',
  cell: 'open',
  load: () => lazily('gj-json-control'),
  control: (ask) => html`<gj-json-control .ask=${ask}></gj-json-control>`,
};
