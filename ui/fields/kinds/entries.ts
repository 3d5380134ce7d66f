import { msg, str } from '@lit/localize';
import { html } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { plural } from '../../session/i18n.ts';
import { lazily } from '../common/lazily.ts';
import type { UiKind } from '../common/ui-kind.ts';

export const entries: UiKind = {
  name: 'entries',
  show: summary,
  text: summary,
  width: 80,
  span: 'all',
  labelled: true,
  showsReadonly: true,
  cell: 'open',
  load: () => Promise.all([lazily('gj-entries'), lazily('gj-sheet')]),
  control: (ask) => html`<gj-entries .ask=${ask}></gj-entries>`,
};

function summary(value: Json): string {
  const count = isList(value) ? value.length : 0;
  return count === 0 ? '' : plural(msg(str`${count} 行`, { id: 'row-count' }));
}
