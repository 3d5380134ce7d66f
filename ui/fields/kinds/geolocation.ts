import { html } from 'lit';
import { lazily } from '../common/lazily.ts';
import { line } from '../common/line.ts';

export const geolocation = line({
  name: 'geolocation',
  width: 190,
  example: '22.543096, 114.057865',
  load: () => lazily('gj-geolocation-control'),
  control: (ask) => html`<gj-geolocation-control .ask=${ask}></gj-geolocation-control>`,
});
