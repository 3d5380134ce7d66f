import { html } from 'lit';
import { lazily } from './lazily.ts';
import { line } from './line.ts';

export const fileName = line({
  name: 'file-name',
  width: 180,
  load: () => lazily('gj-template-control'),
  control: (ask) => html`<gj-template-control .ask=${ask}></gj-template-control>`,
});
