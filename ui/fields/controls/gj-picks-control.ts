import '@vaadin/multi-select-combo-box/vaadin-multi-select-combo-box.js';
import { multiSelectComboBoxRenderer } from '@vaadin/multi-select-combo-box/lit.js';
import { html, type PropertyValues } from 'lit';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { type Pick, pointerTo } from '../../model/record-picks.ts';
import { manyWords } from '../common/options-offered.ts';
import { noRecord, pickKeys } from '../pick-keys.ts';
import { pickRow } from '../pick-row.ts';
import { PickingControl, pickOf } from './picking-control.ts';
import '../gj-pick-heads.ts';

/** Several records of another form, as chips in the order they were picked. */
export class GjPicksControl extends PickingControl {
  #selected: Pick[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('ask')) return;
    const { value } = this.ask;
    if (idsOf(value).join() !== this.#selected.map(({ id }) => id).join())
      this.#selected = (isList(value) ? value : []).filter(isObject).map(pickOf);
  }

  #take(event: CustomEvent<{ value: Pick[] }>): void {
    // The line that says there is no such record cannot be picked.
    const picked = event.detail.value.filter(({ id }) => id !== noRecord);
    if (picked.map(({ id }) => id).join() === idsOf(this.ask.value).join()) return;
    this.#selected = [...picked];
    this.ask.change(picked.length === 0 ? null : picked.map(pointerTo));
  }

  override render() {
    const { ask } = this;
    const problem = this.wrong ?? ask.problem ?? '';
    return html`<vaadin-multi-select-combo-box id=${ask.id} .accessibleName=${ask.label} .i18n=${manyWords()}
      .dataProvider=${this.provider} item-label-path="text" item-value-path="id"
      item-id-path="id" .selectedItems=${this.#selected} .pageSize=${50} .manualValidation=${true}
      .autoExpandVertically=${true} .clearButtonVisible=${this.#selected.length > 0} @keydown=${pickKeys}
      ?required=${ask.required} ?invalid=${problem !== '' || ask.invalid} .errorMessage=${problem}
      @selected-items-changed=${this.#take}
      ${multiSelectComboBoxRenderer<Pick>(
        (item) => (item.id !== noRecord && this.picks ? pickRow(item, this.picks) : html`${item.text}`),
        [this.picks],
      )}><gj-pick-heads slot="overlay" .picks=${this.picks}></gj-pick-heads></vaadin-multi-select-combo-box>`;
  }
}
customElements.define('gj-picks-control', GjPicksControl);

function idsOf(value: Json): readonly string[] {
  return isList(value) ? value.flatMap((one) => (isObject(one) ? [String(one['id'])] : [])) : [];
}
