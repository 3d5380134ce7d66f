import '@vaadin/time-picker/vaadin-time-picker.js';
import { msg } from '@lit/localize';
import { html } from 'lit';
import { parseTime } from '../../../metadata/kinds/time.ts';
import { clockWords, TypedControl } from './picker-words.ts';

/** A time of day, typed or picked by half hours. */
export class GjTimeControl extends TypedControl {
  protected override get sentence(): string {
    return msg('不是时间，请写成 08:30', { id: 'no-time' });
  }

  protected override read(held: string): string | null {
    const found = parseTime(held);
    return found.ok ? found.value : null;
  }

  override render() {
    const { ask, problem } = this;
    return html`<vaadin-time-picker id=${ask.id} .accessibleName=${ask.label} .i18n=${clockWords} .step=${1800}
      .value=${String(ask.value ?? '')} .autoOpenDisabled=${true} .manualValidation=${true} placeholder="HH:mm"
      ?required=${ask.required} ?invalid=${problem !== '' || ask.invalid} .errorMessage=${problem}
      @change=${this.take} @unparsable-change=${this.take}></vaadin-time-picker>`;
  }
}
customElements.define('gj-time-control', GjTimeControl);
