import { html } from 'lit';
import { lazily } from '../common/lazily.ts';
import { clocked } from '../common/shown.ts';
import type { UiKind } from '../common/ui-kind.ts';

export const time: UiKind = {
  name: 'time',
  show: clocked,
  text: clocked,
  width: 90,
  picker: true,
  load: () => lazily('gj-time-control'),
  control: (ask) => html`<gj-time-control .ask=${ask}></gj-time-control>`,
};
