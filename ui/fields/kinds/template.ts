import { html } from 'lit';
import { replaceVariables } from '../../../metadata/kinds/common/variables.ts';
import { lazily } from '../common/lazily.ts';
import { onOneLine } from '../common/shown.ts';
import type { UiKind } from '../common/ui-kind.ts';

export const template: UiKind = {
  name: 'template',
  show: (value) => onOneLine(String(value)),
  showWhole: String,
  width: 240,
  span: 'all',
  cell: 'open',
  isLine: true,
  rename: (value, names) => replaceVariables(String(value), (path) => `[&${names.path(path)}&]`),
  load: () => lazily('gj-template-control'),
  control: (ask) => html`<gj-template-control .ask=${ask} lines></gj-template-control>`,
};
