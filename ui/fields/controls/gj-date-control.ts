import '@vaadin/date-picker/vaadin-date-picker.js';
import { msg } from '@lit/localize';
import { html } from 'lit';
import { calendarWords, TypedControl } from './picker-words.ts';

/** A day, typed or picked; the calendar opens when it is asked for, so that Tab goes on to the next field. */
export class GjDateControl extends TypedControl {
  protected override get sentence(): string {
    return msg('不是日期，请写成 2026-03-04', { id: 'no-date' });
  }

  override render() {
    const { ask, problem } = this;
    return html`<vaadin-date-picker id=${ask.id} .accessibleName=${ask.label} .i18n=${calendarWords()}
      .value=${String(ask.value ?? '')} .autoOpenDisabled=${true} .manualValidation=${true} placeholder="YYYY-MM-DD"
      ?required=${ask.required} ?invalid=${problem !== '' || ask.invalid} .errorMessage=${problem}
      @change=${this.take} @unparsable-change=${this.take}></vaadin-date-picker>`;
  }
}
customElements.define('gj-date-control', GjDateControl);
