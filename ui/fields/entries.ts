import { msg, str } from '@lit/localize';
import { html } from 'lit';
import { isList } from '../../metadata/kinds/reading.ts';
import { lazily } from './lazily.ts';
import type { UiKind } from './ui-kind.ts';

export const entries: UiKind = {
  name: 'entries',
  show: (value) => {
    const count = isList(value) ? value.length : 0;
    return count === 0 ? '' : msg(str`${count} 行`, { id: 'row-count' });
  },
  width: 80,
  align: 'end',
  span: 'all',
  labelled: true,
  showsReadonly: true,
  cell: 'open',
  load: () => Promise.all([lazily('gj-entries'), lazily('gj-sheet')]),
  control: (ask) => html`<gj-entries .ask=${ask}></gj-entries>`,
};
