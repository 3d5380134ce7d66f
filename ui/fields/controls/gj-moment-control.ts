import '@vaadin/date-time-picker/vaadin-date-time-picker.js';
import { msg } from '@lit/localize';
import { css, html, type PropertyValues } from 'lit';
import { fromLocal, toLocal } from '../common/local-moment.ts';
import { momentWords, TypedControl } from './picker-words.ts';

/** A day and a time where the reader is; half of them is no moment. */
export class GjMomentControl extends TypedControl {
  static override styles = [
    ...TypedControl.styles,
    css`
      vaadin-date-time-picker > :not([readonly])::part(toggle-button) {
        display: var(--gj-picker-sign, block);
      }
      /* "HH:mm" is wholly there however narrow the two are: the day has more room than it needs. */
      vaadin-date-time-picker > [slot='time-picker'] {
        min-width: var(--gj-time-width, var(--gj-size-90));
      }
    `,
  ];

  protected override get sentence(): string {
    return msg('日期和时间要写全，如 2026-03-04 08:30', { id: 'no-moment' });
  }

  protected override read(held: string): string | null {
    const found = fromLocal(held);
    return found.ok ? found.value : null;
  }

  /** Left as it was, an instant keeps its milliseconds. */
  protected override isOther(value: string | null): boolean {
    return value === null || !this.ask.value || toLocal(value) !== toLocal(String(this.ask.value));
  }

  /** The two that are typed into are required, not the group that they are: no reader knows of required groups. */
  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    // The parts of the picker make their inputs later, each in its turn.
    requestAnimationFrame(() => {
      for (const input of this.renderRoot.querySelectorAll('input'))
        input.ariaRequired = String(this.ask.required);
    });
  }

  override render() {
    const { ask, problem } = this;
    const local = ask.value === null ? '' : toLocal(String(ask.value)).replace(' ', 'T');
    return html`<vaadin-date-time-picker id=${ask.id} .accessibleName=${ask.label}
      .i18n=${momentWords()}
      .step=${1800} .value=${local} .autoOpenDisabled=${true} .manualValidation=${true}
      date-placeholder="YYYY-MM-DD" time-placeholder="HH:mm"
      ?invalid=${problem !== '' || ask.invalid} .errorMessage=${problem}
      @change=${this.take} @unparsable-change=${this.take}></vaadin-date-time-picker>`;
  }
}
customElements.define('gj-moment-control', GjMomentControl);
