import { html } from 'lit';
import { lazily } from '../common/lazily.ts';
import { fromLocal, toLocal } from '../common/local-moment.ts';
import type { UiKind } from '../common/ui-kind.ts';

/** An instant, told in the time of the place where the reader is. */
export const datetime: UiKind = {
  name: 'datetime',
  show: (value) => toLocal(String(value)),
  width: 150,
  picker: true,
  text: (value) => toLocal(String(value)),
  read: (text) => fromLocal(text),
  load: () => lazily('gj-moment-control'),
  control: (ask) => html`<gj-moment-control .ask=${ask}></gj-moment-control>`,
};
