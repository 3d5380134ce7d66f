import { html } from 'lit';
import { lazily } from '../common/lazily.ts';
import { pointed } from '../common/shown.ts';
import type { UiKind } from '../common/ui-kind.ts';

export const reference: UiKind = {
  name: 'reference',
  show: pointed,
  // Numbers of invoices, which many records point to, have twenty digits.
  width: 176,
  cell: 'pick',
  load: () => lazily('gj-pick-control'),
  control: (ask) => html`<gj-pick-control .ask=${ask}></gj-pick-control>`,
};
