import { html } from 'lit';
import { lazily } from '../common/lazily.ts';
import { byKind } from '../common/shown.ts';
import type { UiKind } from '../common/ui-kind.ts';

export const date: UiKind = {
  name: 'date',
  show: byKind,
  width: 110,
  picker: true,
  load: () => lazily('gj-date-control'),
  control: (ask) => html`<gj-date-control .ask=${ask}></gj-date-control>`,
};
