import { html } from 'lit';
import { lazily } from '../common/lazily.ts';
import { line } from '../common/line.ts';

/** A patch of it, and how it is written. */
export const colour = line({
  name: 'colour',
  width: 110,
  show: (value) => html`<span class="patch" style="background:${String(value)}"></span>${String(value)}`,
  load: () => lazily('gj-colour-control'),
  control: (ask) => html`<gj-colour-control .ask=${ask}></gj-colour-control>`,
});
