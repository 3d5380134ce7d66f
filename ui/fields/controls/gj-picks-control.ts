import '@vaadin/multi-select-combo-box/vaadin-multi-select-combo-box.js';
import type { ComboBoxDataProviderCallback, ComboBoxDataProviderParams } from '@vaadin/combo-box';
import { multiSelectComboBoxRenderer } from '@vaadin/multi-select-combo-box/lit.js';
import { html, type PropertyValues } from 'lit';
import { isObject, type Json } from '../../../metadata/json.ts';
import { isList } from '../../../metadata/kinds/reading.ts';
import { failureText } from '../../kit/failure-text.ts';
import { forms } from '../../model/forms.ts';
import { type Pick, pointerTo, RecordPicks } from '../../model/record-picks.ts';
import { session } from '../../session/session.ts';
import { GjControl } from '../gj-control.ts';
import { pickRow, pickStyles } from '../pick-row.ts';
import { pointerName } from '../shown.ts';
import { manyWords } from './many-words.ts';
import '../gj-pick-heads.ts';

/** Several records of another form, as chips in the order they were picked. */
export class GjPicksControl extends GjControl {
  static override properties = {
    ...GjControl.properties,
    picks: { state: true },
    wrong: { state: true },
  };
  static override styles = [...GjControl.styles, pickStyles];
  declare picks: RecordPicks | null;
  declare wrong: string | null;
  #target = '';
  #selected: Pick[] = [];

  constructor() {
    super();
    this.picks = null;
    this.wrong = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('ask')) return;
    const { target } = this.ask.field;
    const outline = target === undefined ? undefined : session.formById(target);
    if (outline && outline.name !== this.#target) {
      this.#target = outline.name;
      void this.#learn(outline.name);
    }
    const ids = idsOf(this.ask.value);
    if (ids.join() !== this.#selected.map(({ id }) => id).join()) {
      this.#selected = (isList(this.ask.value) ? this.ask.value : []).filter(isObject).map((one) => ({
        id: String(one['id']),
        number: one['number'] ? String(one['number']) : null,
        name: one['name'] ? String(one['name']) : null,
        text: pointerName(one),
        record: one,
      }));
    }
  }

  async #learn(name: string): Promise<void> {
    try {
      this.picks = new RecordPicks(await forms.get(name));
    } catch (failure) {
      this.wrong = failureText(failure);
    }
  }

  readonly #provide = (
    { filter, page, pageSize }: ComboBoxDataProviderParams,
    answer: ComboBoxDataProviderCallback<Pick>,
  ): void => {
    const { picks } = this;
    if (!picks) {
      answer([], 0);
      return;
    }
    picks.page(filter.trim(), this.ask.offered, page, pageSize).then(
      ({ items, size }) => answer(items, size),
      (failure: unknown) => {
        answer([], 0);
        this.wrong = failureText(failure);
      },
    );
  };

  #take(event: CustomEvent<{ value: Pick[] }>): void {
    const picked = event.detail.value;
    if (picked.map(({ id }) => id).join() === idsOf(this.ask.value).join()) return;
    this.#selected = [...picked];
    this.ask.change(picked.length === 0 ? null : picked.map(pointerTo));
  }

  override render() {
    const { ask } = this;
    const problem = this.wrong ?? ask.problem ?? '';
    return html`<vaadin-multi-select-combo-box id=${ask.id} .accessibleName=${ask.label} .i18n=${manyWords()}
      .dataProvider=${this.picks ? this.#provide : null} item-label-path="text" item-value-path="id"
      item-id-path="id" .selectedItems=${this.#selected} .pageSize=${50} .manualValidation=${true}
      .autoExpandVertically=${true} .clearButtonVisible=${this.#selected.length > 0}
      ?required=${ask.required} ?invalid=${problem !== '' || ask.invalid} .errorMessage=${problem}
      @selected-items-changed=${this.#take}
      ${multiSelectComboBoxRenderer<Pick>(
        (item) => (this.picks ? pickRow(item, this.picks) : html`${item.text}`),
        [this.picks],
      )}><gj-pick-heads slot="overlay" .picks=${this.picks}></gj-pick-heads></vaadin-multi-select-combo-box>`;
  }
}
customElements.define('gj-picks-control', GjPicksControl);

function idsOf(value: Json): readonly string[] {
  return isList(value) ? value.flatMap((one) => (isObject(one) ? [String(one['id'])] : [])) : [];
}
