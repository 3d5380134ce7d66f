import { html } from 'lit';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { lazily } from '../common/lazily.ts';
import { listed, pointed } from '../common/shown.ts';
import type { UiKind } from '../common/ui-kind.ts';

export const references: UiKind = {
  name: 'references',
  show: (value, field) => listed(isList(value) ? value.map((one) => pointed(one, field)) : []),
  width: 200,
  cell: 'pick',
  load: () => lazily('gj-picks-control'),
  control: (ask) => html`<gj-picks-control .ask=${ask}></gj-picks-control>`,
};
