import { html } from 'lit';
import { addressLine, partsOf } from '../../../metadata/kinds/address.ts';
import { lazily } from '../common/lazily.ts';
import type { UiKind } from '../common/ui-kind.ts';

/** On one line as its country writes it, in parts where it is typed. */
export const address: UiKind = {
  name: 'address',
  show: (value, field) => addressLine(partsOf(value, field)),
  width: 240,
  span: 'all',
  cell: 'open',
  load: () => lazily('gj-address-control'),
  control: (ask) => html`<gj-address-control .ask=${ask}></gj-address-control>`,
};
