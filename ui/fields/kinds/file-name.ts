import { html } from 'lit';
import { lazily } from '../common/lazily.ts';
import { line } from '../common/line.ts';

export const fileName = line({
  name: 'file-name',
  width: 180,
  load: () => lazily('gj-template-control'),
  control: (ask) => html`<gj-template-control .ask=${ask}></gj-template-control>`,
});
