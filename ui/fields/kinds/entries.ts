import { msg, str } from '@lit/localize';
import { html } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { namedByRows } from '../../../metadata/where-fits.ts';
import { listed, plural } from '../../session/i18n.ts';
import { lazily } from '../common/lazily.ts';
import { pointerName } from '../common/shown.ts';
import type { UiKind } from '../common/ui-kind.ts';

export const entries: UiKind = {
  name: 'entries',
  show: summary,
  text: summary,
  width: 80,
  widthOf: (field) => (namedByRows([], field) ? 200 : 80),
  span: 'all',
  labelled: true,
  showsReadonly: true,
  cell: 'open',
  load: () => Promise.all([lazily('gj-entries'), lazily('gj-sheet')]),
  control: (ask) => html`<gj-entries .ask=${ask}></gj-entries>`,
};

/** Rows that are about records by their names; any others are counted. */
function summary(value: Json, field: Field): string {
  const count = isList(value) ? value.length : 0;
  if (count === 0) return '';
  const names = new Set(namedByRows(value, field)?.map((one) => pointerName(one)));
  if (names.size === 0) return plural(msg(str`${count} 行`, { id: 'row-count' }));
  const shown = [...names].slice(0, most);
  return listed(names.size > most ? [...shown, '…'] : shown);
}
const most = 4;
