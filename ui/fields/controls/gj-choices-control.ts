import '@vaadin/multi-select-combo-box/vaadin-multi-select-combo-box.js';
import { html } from 'lit';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { manyWords, type Offered, optionsOffered } from '../common/options-offered.ts';
import { GjControl } from '../gj-control.ts';
import { pickKeys } from '../pick-keys.ts';

/** Several of several, as chips. */
export class GjChoicesControl extends GjControl {
  #kept: Offered[] = [];

  #items(): Offered[] {
    const next = optionsOffered(this.ask);
    if (JSON.stringify(next) !== JSON.stringify(this.#kept)) this.#kept = next;
    return this.#kept;
  }

  override render() {
    const { ask } = this;
    const items = this.#items();
    const picked = isList(ask.value) ? ask.value.map(String) : [];
    return html`<vaadin-multi-select-combo-box id=${ask.id} .accessibleName=${ask.label} .items=${items}
      item-label-path="text" item-value-path="value" item-id-path="value" .i18n=${manyWords()}
      .selectedItems=${items.filter(({ value }) => picked.includes(value))} .manualValidation=${true}
      .autoExpandVertically=${true} .clearButtonVisible=${picked.length > 0} @keydown=${pickKeys}
      ?required=${ask.required} ?invalid=${Boolean(ask.problem) || ask.invalid} .errorMessage=${ask.problem ?? ''}
      @selected-items-changed=${(event: CustomEvent<{ value: readonly Offered[] }>) => {
        const chosen = new Set(event.detail.value.map(({ value }) => value));
        const values = items.flatMap(({ value }) => (chosen.has(value) ? [value] : []));
        if (
          values.join('\n') !==
          items.flatMap(({ value }) => (picked.includes(value) ? [value] : [])).join('\n')
        )
          this.ask.change(values.length === 0 ? null : values);
      }}></vaadin-multi-select-combo-box>`;
  }
}
customElements.define('gj-choices-control', GjChoicesControl);
