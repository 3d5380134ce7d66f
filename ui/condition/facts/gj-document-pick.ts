import '@vaadin/combo-box/vaadin-combo-box.js';
import { msg } from '@lit/localize';
import type { ComboBox, ComboBoxDataProviderCallback, ComboBoxDataProviderParams } from '@vaadin/combo-box';
import { comboBoxRenderer } from '@vaadin/combo-box/lit.js';
import { html, nothing, type PropertyValues } from 'lit';
import { pickKeys } from '../../fields/pick-keys.ts';
import { pickRow, pickStyles } from '../../fields/pick-row.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { flag, given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import { type Pick, RecordPicks } from '../../model/record-picks.ts';
import { shared } from '../../theme/shared.ts';
import '../../fields/gj-pick-heads.ts';

/** A stored document, of any organisation one manages, to take facts from. Tells `pick`. */
export class GjDocumentPick extends withProperties(GjElement, {
  form: given<FormModel>(),
  /** Default: that facts are taken from it. */
  label: text(),
  /** The label is for readers only, where what stands before says it. */
  bare: flag(),
  picked: given<Pick | null>(null),
  wrong: state(''),
}) {
  static override styles = [shared, pickStyles];

  #picks: RecordPicks | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('form')) this.#picks = new RecordPicks(this.form, 'manage');
  }

  readonly #provide = (
    { filter, page, pageSize }: ComboBoxDataProviderParams,
    answer: ComboBoxDataProviderCallback<Pick>,
  ): void => {
    this.#picks?.page(filter.trim(), undefined, page, pageSize).then(
      ({ items, size }) => answer(items.map(named), size),
      (failure: unknown) => {
        answer([], 0);
        this.wrong = failureText(failure);
      },
    );
  };

  override render() {
    const label = this.label || msg('从已有单据带入', { id: 'from-document' });
    const picks = this.#picks;
    return html`${this.bare ? nothing : html`<div class="below-half small muted" aria-hidden="true">${label}</div>`}
      <vaadin-combo-box class="fills" autoselect .accessibleName=${label} placeholder=${this.bare ? label : nothing}
        .dataProvider=${this.#provide} item-label-path="text" item-value-path="id"
        item-id-path="id" .selectedItem=${this.picked} .pageSize=${50} .manualValidation=${true}
        ?invalid=${this.wrong !== ''} .errorMessage=${this.wrong} @keydown=${pickKeys}
        @change=${(event: Event) => {
          event.stopPropagation();
          const { selectedItem } = event.currentTarget as ComboBox<Pick>;
          if (selectedItem) this.emit('pick', selectedItem);
        }}
        ${comboBoxRenderer<Pick>((item) => (picks ? pickRow(item, picks) : html`${item.text}`), [picks])}
      ><gj-pick-heads slot="overlay" .picks=${picks}></gj-pick-heads></vaadin-combo-box>`;
  }
}
/** Several documents are of one buyer: what stands in the field begins with the number. */
function named(pick: Pick): Pick {
  const { number, name } = pick;
  return { ...pick, text: [...new Set([number, name])].filter(Boolean).join(' ') || pick.text };
}

customElements.define('gj-document-pick', GjDocumentPick);
