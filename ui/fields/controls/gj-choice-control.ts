import '@vaadin/combo-box/vaadin-combo-box.js';
import { msg, str } from '@lit/localize';
import type { ComboBox } from '@vaadin/combo-box';
import { html } from 'lit';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { type Offered, optionsOffered } from '../common/options-offered.ts';
import { GjControl } from '../gj-control.ts';
import { pickKeys } from '../pick-keys.ts';

/** One of several, found by typing. */
export class GjChoiceControl extends withProperties(GjControl, { wrong: state<string | null>(null) }) {
  #pick(value: string): void {
    if (this.wrong !== null) {
      this.wrong = null;
      this.ask.flaw(null);
    }
    if (value !== (this.ask.value ?? '')) this.ask.change(value === '' ? null : value);
  }

  /** The beginning or a part of one option is as good as all of it; what nobody offers stays, with a sentence. */
  #miss(event: CustomEvent<string>): void {
    event.preventDefault();
    const text = event.detail.trim();
    const { offered } = this;
    const within = offered.filter((option) => option.text.toLowerCase().includes(text.toLowerCase()));
    const found =
      offered.find((option) => option.text.toLowerCase() === text.toLowerCase() || option.value === text) ??
      (within.length === 1 ? within[0] : undefined);
    if (found) {
      (event.currentTarget as ComboBox<Offered>).value = found.value;
      return;
    }
    this.wrong =
      within.length > 1
        ? msg(str`有 ${within.length} 个选项含“${text}”，请选择一个`, { id: 'option-of-several' })
        : msg(str`没有选项“${text}”`, { id: 'no-option' });
    this.ask.flaw(this.wrong);
  }

  override render() {
    const { ask } = this;
    const problem = this.wrong ?? ask.problem ?? '';
    return html`<vaadin-combo-box id=${ask.id} autoselect .accessibleName=${ask.label} .items=${this.#items()}
      item-label-path="text" item-value-path="value" item-id-path="value" .allowCustomValue=${true}
      .value=${String(ask.value ?? '')} .manualValidation=${true} .clearButtonVisible=${!ask.required && ask.value !== null}
      @keydown=${pickKeys}
      ?required=${ask.required} ?invalid=${problem !== '' || ask.invalid} .errorMessage=${problem}
      @change=${(event: Event) => this.#pick((event.currentTarget as ComboBox).value)}
      @custom-value-set=${this.#miss}></vaadin-combo-box>`;
  }

  /** All that can be picked now. */
  protected get offered(): readonly Offered[] {
    return optionsOffered(this.ask);
  }

  #kept: Offered[] = [];

  /** The same list as long as it says the same: a new one would close what is open. */
  #items(): Offered[] {
    const next = [...this.offered];
    if (JSON.stringify(next) !== JSON.stringify(this.#kept)) this.#kept = next;
    return this.#kept;
  }
}
customElements.define('gj-choice-control', GjChoiceControl);
