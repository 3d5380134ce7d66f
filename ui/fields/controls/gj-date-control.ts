import '@vaadin/date-picker/vaadin-date-picker.js';
import { msg } from '@lit/localize';
import type { DatePicker } from '@vaadin/date-picker';
import { html } from 'lit';
import { GjControl } from '../gj-control.ts';
import { calendarWords } from './picker-words.ts';

/** A day, typed or picked; the calendar opens when it is asked for, so that Tab goes on to the next field. */
export class GjDateControl extends GjControl {
  static override properties = {
    ...GjControl.properties,
    wrong: { state: true },
  };
  declare wrong: boolean;

  constructor() {
    super();
    this.wrong = false;
  }

  #take(event: Event): void {
    const picker = event.currentTarget as DatePicker;
    const text = (picker.inputElement as HTMLInputElement | undefined)?.value ?? '';
    this.wrong = picker.value === '' && text.trim() !== '';
    this.ask.flaw(this.wrong ? this.#sentence : null);
    if (!this.wrong) this.ask.change(picker.value === '' ? null : picker.value);
  }

  get #sentence(): string {
    return msg('不是日期，请写成 2026-03-04', { id: 'no-date' });
  }

  override settle(): void {
    // Leaving the field is what makes the picker read it.
    (this.shadowRoot?.activeElement as HTMLElement | null)?.blur();
  }

  override render() {
    const { ask } = this;
    const problem = this.wrong ? this.#sentence : (ask.problem ?? '');
    return html`<vaadin-date-picker id=${ask.id} .accessibleName=${ask.label} .i18n=${calendarWords()}
      .value=${String(ask.value ?? '')} .autoOpenDisabled=${true} .manualValidation=${true} placeholder="YYYY-MM-DD"
      ?required=${ask.required} ?invalid=${problem !== '' || ask.invalid} .errorMessage=${problem}
      @change=${this.#take} @unparsable-change=${this.#take}></vaadin-date-picker>`;
  }
}
customElements.define('gj-date-control', GjDateControl);
