import { html } from 'lit';
import { isList } from '../../metadata/kinds/reading.ts';
import { choice } from './choice.ts';
import { lazily } from './lazily.ts';
import { listed } from './shown.ts';
import type { UiKind } from './ui-kind.ts';

export const choices: UiKind = {
  name: 'choices',
  show: (value, field) => listed(isList(value) ? value.map((one) => choice.show(one, field)) : []),
  width: 160,
  cell: 'pick',
  load: () => lazily('gj-choices-control'),
  control: (ask) => html`<gj-choices-control .ask=${ask}></gj-choices-control>`,
};
