import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { icon } from '../../kit/base/icons.ts';
import { session } from '../../session/session.ts';

/** Leads to a place on the map that the server names, else on that of the reader's device; nobody is asked before. */
export function mapOfPlace(degrees: string, label: string): TemplateResult {
  const [lat = '', lon = ''] = degrees.split(',').map((one) => one.trim());
  const place = session.who?.maps?.place;
  return link(place === undefined ? `geo:${lat},${lon}` : filled(place, { lat, lon }), label, true);
}

/** The same of an address on one line. */
export function mapOfAddress(line: string, label: string): TemplateResult {
  const address = session.who?.maps?.address;
  const plain = `geo:0,0?q=${encodeURIComponent(line)}`;
  return link(address === undefined ? plain : filled(address, { address: line }), label);
}

function filled(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? encodeURIComponent(values[name] ?? '') : whole,
  );
}

/** `small`: its picture alone, where degrees need the room. */
function link(address: string, label: string, small = false): TemplateResult {
  return html`<a class="button rigid ${small ? 'square' : ''}" href=${address} target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer"
    aria-label=${msg(str`在地图上看：${label}`, { id: 'map-of' })}>${icon('link')}${small ? '' : msg('地图', { id: 'map' })}</a>`;
}
