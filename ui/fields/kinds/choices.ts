import { html } from 'lit';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { lazily } from '../common/lazily.ts';
import { listed } from '../common/shown.ts';
import type { UiKind } from '../common/ui-kind.ts';
import { choice } from './choice.ts';

export const choices: UiKind = {
  name: 'choices',
  show: (value, field) => listed(isList(value) ? value.map((one) => choice.show(one, field)) : []),
  width: 160,
  cell: 'pick',
  load: () => lazily('gj-choices-control'),
  control: (ask) => html`<gj-choices-control .ask=${ask}></gj-choices-control>`,
};
