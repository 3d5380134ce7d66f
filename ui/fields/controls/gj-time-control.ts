import '@vaadin/time-picker/vaadin-time-picker.js';
import { msg } from '@lit/localize';
import type { TimePicker } from '@vaadin/time-picker';
import { html } from 'lit';
import { parseTime } from '../../../metadata/kinds/time.ts';
import { GjControl } from '../gj-control.ts';
import { clockWords } from './picker-words.ts';

/** A time of day, typed or picked by half hours. */
export class GjTimeControl extends GjControl {
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
    const picker = event.currentTarget as TimePicker;
    const text = (picker.inputElement as HTMLInputElement | undefined)?.value ?? '';
    this.wrong = picker.value === '' && text.trim() !== '';
    this.ask.flaw(this.wrong ? this.#sentence : null);
    if (this.wrong) return;
    const read = picker.value === '' ? null : parseTime(picker.value);
    this.ask.change(read?.ok ? read.value : null);
  }

  get #sentence(): string {
    return msg('不是时间，请写成 08:30', { id: 'no-time' });
  }

  override settle(): void {
    (this.shadowRoot?.activeElement as HTMLElement | null)?.blur();
  }

  override render() {
    const { ask } = this;
    const problem = this.wrong ? this.#sentence : (ask.problem ?? '');
    return html`<vaadin-time-picker id=${ask.id} .accessibleName=${ask.label} .i18n=${clockWords} .step=${1800}
      .value=${String(ask.value ?? '')} .autoOpenDisabled=${true} .manualValidation=${true} placeholder="HH:mm"
      ?required=${ask.required} ?invalid=${problem !== '' || ask.invalid} .errorMessage=${problem}
      @change=${this.#take} @unparsable-change=${this.#take}></vaadin-time-picker>`;
  }
}
customElements.define('gj-time-control', GjTimeControl);
