import { html } from 'lit';
import { lazily } from '../common/lazily.ts';
import { onOneLine } from '../common/shown.ts';
import type { UiKind } from '../common/ui-kind.ts';

export const code: UiKind = {
  name: 'code',
  show: (value) => html`<code>${onOneLine(String(value))}</code>`,
  showWhole: (value) => html`<code>${String(value)}</code>`,
  width: 220,
  span: 'all',
  cell: 'open',
  showsReadonly: true,
  load: () => lazily('gj-code-control'),
  control: (ask) => html`<gj-code-control .ask=${ask}></gj-code-control>`,
};
