import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { halfWidth } from '../../../metadata/kinds/common/reading.ts';
import { parseTime } from '../../../metadata/kinds/time.ts';
import { shared } from '../../theme/shared.ts';
import { GjElement } from '../base/gj-element.ts';
import { state, text, withProperties } from '../base/with-properties.ts';
import '../gj-day.ts';

const halfHours = Array.from({ length: 48 }, (_, at) => {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(at / 2))}:${two((at % 2) * 30)}`;
});

/**
 * A day and a time outside any form, in the zone of the reader. `value` is `YYYY-MM-DDTHH:mm`, empty, or half of it
 * while the other half is missing (`isWhole`). Tells `change`.
 */
export class GjMoment extends withProperties(GjElement, {
  value: text(),
  label: text(),
  /** The time that stands there until another is typed. */
  usual: text(),
  time: state(''),
  wrong: state(false),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) var(--gj-size-90);
        gap: var(--gj-1);
      }
      gj-day {
        width: auto;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.time = this.value.split('T')[1] || this.usual;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('gj-day')?.focus();
  }

  get #day(): string {
    return this.value.split('T')[0] ?? '';
  }

  #take(day: string, time: string): void {
    this.time = time;
    const isUntouched = day === '' && (time === '' || time === this.usual);
    const value = isUntouched && !this.wrong ? '' : `${day}T${time}`;
    if (value === this.value) return;
    this.value = value;
    this.emit('change');
  }

  #takeTime(typed: string): void {
    const written = halfWidth(typed).trim();
    const found = parseTime(written);
    this.wrong = written !== '' && !found.ok;
    this.#take(this.#day, found.ok ? found.value.slice(0, 5) : '');
  }

  override render() {
    const { label } = this;
    return html`<gj-day .label=${msg(str`${label}：日期`, { id: 'moment-day' })} .value=${this.#day}
        @change=${(event: Event) => {
          event.stopPropagation();
          this.#take((event.target as HTMLElement & { value: string }).value, this.time);
        }}></gj-day>
      <input class="plain" list="half-hours" placeholder="HH:mm" autocomplete="off" maxlength="8"
        aria-label=${msg(str`${label}：时刻`, { id: 'moment-time' })} aria-invalid=${this.wrong || nothing}
        .value=${this.time} @input=${(event: Event) => event.stopPropagation()} @change=${(event: Event) => {
          event.stopPropagation();
          this.#takeTime((event.target as HTMLInputElement).value);
        }} />
      <datalist id="half-hours">${halfHours.map((time) => html`<option value=${time}></option>`)}</datalist>`;
  }
}

/** Whether both of it are there. */
export function isWhole(moment: string): boolean {
  const [day = '', time = ''] = moment.split('T');
  return day !== '' && time !== '';
}
customElements.define('gj-moment', GjMoment);
