import { msg } from '@lit/localize';
import { html } from 'lit';
import { lazily } from '../common/lazily.ts';
import type { UiKind } from '../common/ui-kind.ts';

export const secret: UiKind = {
  name: 'secret',
  show: () => msg('已设置', { id: 'secret-set' }),
  width: 90,
  cell: 'open',
  load: () => lazily('gj-secret-control'),
  control: (ask) => html`<gj-secret-control .ask=${ask}></gj-secret-control>`,
};
