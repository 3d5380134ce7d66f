import { html } from 'lit';
import { lazily } from '../common/lazily.ts';
import { pointed } from '../common/shown.ts';
import type { UiKind } from '../common/ui-kind.ts';

export const anyReference: UiKind = {
  name: 'any-reference',
  show: pointed,
  // The form is told beside the record.
  width: 220,
  span: 2,
  cell: 'open',
  isLine: true,
  load: () => lazily('gj-any-pick-control'),
  control: (ask) => html`<gj-any-pick-control .ask=${ask}></gj-any-pick-control>`,
};
