import '@vaadin/combo-box/vaadin-combo-box.js';
import type { ComboBox } from '@vaadin/combo-box';
import { comboBoxRenderer } from '@vaadin/combo-box/lit.js';
import { html } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { flag, state, text, withProperties } from '../kit/base/with-properties.ts';
import type { OrgLine } from '../session/org-options.ts';
import { session } from '../session/session.ts';
import { filling } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { OrgSearch, orgOption } from './org-search.ts';
import { pickKeys } from './pick-keys.ts';

/**
 * An organisation, found by its number or name among all that one may act for. Tells `pick` with its number; empty: none
 * of them.
 */
export class GjOrgPick extends withProperties(GjElement, {
  value: text(),
  label: text(),
  placeholder: text(),
  /** There is always one: an emptied box shows again what it had. */
  required: flag(),
  typed: state(''),
}) {
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = [shared, filling];
  readonly #search = new OrgSearch();

  readonly #change = (event: Event): void => {
    event.stopPropagation();
    const box = event.currentTarget as ComboBox<OrgLine>;
    const { value } = box;
    this.typed = '';
    if (value === this.value) return;
    if (value === '' && this.required) box.value = this.value;
    else this.emit('pick', value);
  };

  override render() {
    const found = this.#search.found(session.organisations, this.typed);
    const searching = this.typed.trim() !== '';
    return html`<vaadin-combo-box class="fills" autoselect .accessibleName=${this.label} placeholder=${this.placeholder}
      item-value-path="number" item-label-path="name" item-id-path="number"
      ?clear-button-visible=${!this.required}
      .filteredItems=${found as OrgLine[]}
      .selectedItem=${this.#search.lines.find(({ number }) => number === this.value) ?? null}
      @filter-changed=${(event: CustomEvent<{ value: string }>) => {
        this.typed = event.detail.value;
      }}
      @keydown=${pickKeys} @change=${this.#change}
      ${comboBoxRenderer<OrgLine>((line) => orgOption(line, searching), [searching])}></vaadin-combo-box>`;
  }
}
customElements.define('gj-org-pick', GjOrgPick);
