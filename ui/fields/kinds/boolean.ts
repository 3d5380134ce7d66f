import { html } from 'lit';
import { lazily } from '../common/lazily.ts';
import { byKind } from '../common/shown.ts';
import type { UiKind } from '../common/ui-kind.ts';

export const boolean: UiKind = {
  name: 'boolean',
  show: byKind,
  width: 72,
  labelled: true,
  cell: 'toggle',
  load: () => lazily('gj-check-control'),
  control: (ask) => html`<gj-check-control .ask=${ask}></gj-check-control>`,
};
