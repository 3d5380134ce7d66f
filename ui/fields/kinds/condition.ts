import { html } from 'lit';
import { lazily } from '../common/lazily.ts';
import type { UiKind } from '../common/ui-kind.ts';

export const condition: UiKind = {
  name: 'condition',
  show: (value, field) => {
    void lazily('gj-condition-sentence');
    return html`<gj-condition-sentence .value=${value} .facts=${String(field.props['facts'] ?? '')}></gj-condition-sentence>`;
  },
  width: 260,
  span: 'all',
  showsReadonly: true,
  cell: 'open',
  rename: (value, names) => names.condition(value),
  load: () => lazily('gj-condition-control'),
  control: (ask) => html`<gj-condition-control .ask=${ask}></gj-condition-control>`,
};
