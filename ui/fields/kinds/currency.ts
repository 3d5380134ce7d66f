import { html } from 'lit';
import { lazily } from '../common/lazily.ts';
import type { UiKind } from '../common/ui-kind.ts';

export const currency: UiKind = {
  name: 'currency',
  show: String,
  width: 100,
  load: () => lazily('gj-currency-control'),
  control: (ask) => html`<gj-currency-control .ask=${ask}></gj-currency-control>`,
};
