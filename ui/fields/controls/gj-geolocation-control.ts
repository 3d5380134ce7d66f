import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { mapOfPlace } from '../common/map-link.ts';
import { GjControl } from '../gj-control.ts';
import { geolocation } from '../kinds/geolocation.ts';
import { readTyped } from '../read-typed.ts';
import './gj-line-control.ts';

/** Milliseconds in which a device finds out where it is, or is said not to. */
const patience = 20_000;
/** Digits after the point: a tenth of a metre, finer than any device. */
const fine = 6;

/** Degrees as text, and a button for where one is; no map of others learns of it. */
export class GjGeolocationControl extends withProperties(GjControl, {
  isLooking: state(false),
  said: state(''),
}) {
  async #here(): Promise<void> {
    this.isLooking = true;
    this.said = '';
    try {
      const { coords } = await new Promise<GeolocationPosition>((resolve, reject) => {
        navigator.geolocation.getCurrentPosition(resolve, reject, {
          enableHighAccuracy: true,
          timeout: patience,
        });
      });
      const read = readTyped(
        `${coords.latitude.toFixed(fine)},${coords.longitude.toFixed(fine)}`,
        this.ask.field,
        geolocation,
      );
      if (read.ok) this.ask.change(read.value);
      this.said = msg(str`误差约 ${Math.ceil(coords.accuracy)} 米`, { id: 'geo-accuracy' });
    } catch (failure) {
      this.said = whyNowhere(failure);
    } finally {
      this.isLooking = false;
    }
  }

  override render() {
    const { ask } = this;
    return html`<div class="row flex gap-1">
      <gj-line-control .ask=${ask} .kind=${geolocation}></gj-line-control>
      <button type="button" class="rigid" ?disabled=${ask.readonly || this.isLooking}
        aria-label=${msg(str`取当前位置：${ask.label}`, { id: 'geo-here-of' })} @click=${() => void this.#here()}
        >${icon('pin')}${msg('当前位置', { id: 'geo-here' })}</button>
      ${typeof ask.value === 'string' && ask.value !== '' ? mapOfPlace(ask.value, ask.label) : nothing}
    </div>
    <p class="muted small" role="status">${this.said || nothing}</p>`;
  }
}
customElements.define('gj-geolocation-control', GjGeolocationControl);

/** Why nobody says where one is, and what helps. */
function whyNowhere(failure: unknown): string {
  const code = failure instanceof GeolocationPositionError ? failure.code : 0;
  if (!isSecureContext) return msg('浏览器只在 https 地址下提供位置，请手工输入。', { id: 'geo-unsealed' });
  if (code === GeolocationPositionError.PERMISSION_DENIED)
    return msg('浏览器没有位置权限，请在地址栏允许后重试，或手工输入。', { id: 'geo-not-allowed' });
  if (code === GeolocationPositionError.TIMEOUT)
    return msg('未能及时取得位置，请重试或手工输入。', { id: 'geo-late' });
  return msg('这台设备取不到位置，请手工输入。', { id: 'geo-nowhere' });
}
