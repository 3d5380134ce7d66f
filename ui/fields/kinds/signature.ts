import { html } from 'lit';
import { signedBy } from '../../../metadata/kinds/signature.ts';
import { lazily } from '../common/lazily.ts';
import type { UiKind } from '../common/ui-kind.ts';

export const signature: UiKind = {
  name: 'signature',
  show: signedBy,
  width: 120,
  span: 2,
  cell: 'open',
  showsReadonly: true,
  load: () => lazily('gj-signature-control'),
  control: (ask) => html`<gj-signature-control .ask=${ask}></gj-signature-control>`,
};
