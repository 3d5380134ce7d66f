import { html } from 'lit';
import { addressText } from '../common/address-text.ts';
import { line } from '../common/line.ts';

/** Another site opens beside this one, and does not learn where one came from. */
export const url = line({
  name: 'url',
  width: 200,
  show: (value) =>
    html`<a href=${String(value)} target="_blank" rel="noopener noreferrer" title=${String(value)}>${addressText(String(value))}</a>`,
});
