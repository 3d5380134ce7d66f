import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { dateText, dayIn } from '../../metadata/kinds/common/civil.ts';
import { shared } from '../theme/shared.ts';
import { GjElement } from './base/gj-element.ts';
import { icon } from './base/icons.ts';
import { state, text, withProperties } from './base/with-properties.ts';

/**
 * A day outside any form (filters, expiry): typed, or picked from the browser's calendar. `value` is `YYYY-MM-DD`
 * or empty. Tells `change`; what is no day is marked and tells nothing.
 */
export class GjDay extends withProperties(GjElement, { value: text(), label: text(), wrong: state(false) }) {
  static override styles = [
    shared,
    css`
      :host {
        position: relative;
        width: var(--gj-size-140);
      }
      input.plain {
        padding-inline-end: var(--gj-size-28);
      }
      button.square {
        position: absolute;
        inset: 0 0 auto auto;
        width: var(--gj-size-28);
      }
      input[type='date'] {
        inset: auto 0 0 auto;
      }
    `,
  ];

  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  #take(text: string): void {
    const found = dayIn(text);
    const day = text.trim() === '' ? '' : found && dateText(found);
    this.wrong = day === null;
    if (day === null || day === this.value) {
      if (day !== null) this.requestUpdate();
      return;
    }
    this.value = day;
    this.emit('change');
  }

  override render() {
    return html`
      <input class="plain" aria-label=${this.label} placeholder="YYYY-MM-DD" autocomplete="off" maxlength="11"
        aria-invalid=${this.wrong || nothing} title=${this.wrong ? msg('请写成 2026-03-04 这样的日期', { id: 'day-wrong' }) : nothing}
        .value=${this.value} @change=${(event: Event) => {
          event.stopPropagation();
          this.#take((event.target as HTMLInputElement).value);
        }} />
      <button type="button" class="square muted" tabindex="-1" aria-label=${msg('日历', { id: 'calendar' })}
        @click=${() =>
          this.renderRoot
            .querySelector<HTMLInputElement>('[type=date]')
            ?.showPicker()}>${icon('calendar', 14)}</button>
      <input class="sr-only" type="date" tabindex="-1" aria-hidden="true" .value=${this.value} @change=${(
        event: Event,
      ) => {
        event.stopPropagation();
        this.#take((event.target as HTMLInputElement).value);
      }} />
    `;
  }
}
customElements.define('gj-day', GjDay);
