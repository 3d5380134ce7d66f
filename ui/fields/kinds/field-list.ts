import { html } from 'lit';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { lazily } from '../common/lazily.ts';
import type { UiKind } from '../common/ui-kind.ts';

export const fieldList: UiKind = {
  name: 'field-list',
  show: (value, field) => {
    void lazily('gj-field-names');
    return html`<gj-field-names .value=${value} .field=${field}></gj-field-names>`;
  },
  width: 220,
  span: 'all',
  cell: 'open',
  rename: (value, names) => (isList(value) ? value.map((path) => names.path(String(path))) : value),
  load: () => lazily('gj-field-list-control'),
  control: (ask) => html`<gj-field-list-control .ask=${ask}></gj-field-list-control>`,
};
