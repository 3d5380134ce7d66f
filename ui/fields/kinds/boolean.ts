import { html } from 'lit';
import { say } from '../../session/i18n.ts';
import { lazily } from '../common/lazily.ts';
import { byKind } from '../common/shown.ts';
import type { UiKind } from '../common/ui-kind.ts';

export const boolean: UiKind = {
  name: 'boolean',
  show: byKind,
  // “Yes” by itself would be yes to nothing.
  showAlone: (value, field) => (value === true ? say(field.label) : ''),
  width: 72,
  labelled: true,
  cell: 'toggle',
  load: () => lazily('gj-check-control'),
  control: (ask) => html`<gj-check-control .ask=${ask}></gj-check-control>`,
};
