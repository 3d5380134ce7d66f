import '@vaadin/date-time-picker/vaadin-date-time-picker.js';
import { msg } from '@lit/localize';
import type { DateTimePicker } from '@vaadin/date-time-picker';
import { html } from 'lit';
import { GjControl } from '../gj-control.ts';
import { fromLocal, toLocal } from '../local-moment.ts';
import { momentWords } from './picker-words.ts';

/** A day and a time where the reader is; half of them is no moment. */
export class GjMomentControl extends GjControl {
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
    const picker = event.currentTarget as DateTimePicker;
    const texts = [...picker.querySelectorAll('input')].map(({ value }) => value.trim());
    this.wrong = picker.value === '' && texts.some((text) => text !== '');
    this.ask.flaw(this.wrong ? this.#sentence : null);
    if (this.wrong) return;
    const read = picker.value === '' ? null : fromLocal(picker.value);
    const value = read?.ok ? read.value : null;
    // Left as it was, an instant keeps its milliseconds.
    if (value === null || !this.ask.value || toLocal(value) !== toLocal(String(this.ask.value)))
      this.ask.change(value);
  }

  get #sentence(): string {
    return msg('日期和时间要写全，如 2026-03-04 08:30', { id: 'no-moment' });
  }

  override settle(): void {
    (this.shadowRoot?.activeElement as HTMLElement | null)?.blur();
  }

  override render() {
    const { ask } = this;
    const problem = this.wrong ? this.#sentence : (ask.problem ?? '');
    const local = ask.value === null ? '' : toLocal(String(ask.value)).replace(' ', 'T');
    return html`<vaadin-date-time-picker id=${ask.id} .accessibleName=${ask.label}
      .i18n=${momentWords()}
      .step=${1800} .value=${local} .autoOpenDisabled=${true} .manualValidation=${true}
      date-placeholder="YYYY-MM-DD" time-placeholder="HH:mm"
      ?required=${ask.required} ?invalid=${problem !== '' || ask.invalid} .errorMessage=${problem}
      @change=${this.#take} @unparsable-change=${this.#take}></vaadin-date-time-picker>`;
  }
}
customElements.define('gj-moment-control', GjMomentControl);
