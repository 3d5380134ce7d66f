import '@vaadin/combo-box/vaadin-combo-box.js';
import type { ComboBox } from '@vaadin/combo-box';
import { comboBoxRenderer } from '@vaadin/combo-box/lit.js';
import { html } from 'lit';
import type { Label } from '../../metadata/common/label.ts';
import { pinyinOf } from '../../metadata/words/pinyin-of.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { flag, given, state, text, withProperties } from '../kit/base/with-properties.ts';
import { say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { typedLike } from '../session/typed-like.ts';
import { filling } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { pickKeys } from './pick-keys.ts';

/** A form that can be picked; its id is what is told. */
export interface PickedForm {
  readonly id: string;
  readonly label: Label;
}

interface Line {
  readonly id: string;
  readonly text: string;
}

/** A form, found among all of them by its name in either language, its id or its pinyin. Tells `pick` with its id. */
export class GjFormPick extends withProperties(GjElement, {
  forms: given<readonly PickedForm[]>(() => []),
  /** Above all others, in this order: where one stands for more than a form. */
  first: given<readonly PickedForm[]>(() => []),
  value: text(),
  label: text(),
  placeholder: text(),
  readonly: flag(),
  /** It is empty again once one is picked. */
  adds: flag(),
  typed: state(''),
}) {
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = [shared, filling];
  #lines: Line[] = [];

  get #box(): ComboBox<Line> | null {
    return this.renderRoot.querySelector<ComboBox<Line> & HTMLElement>('vaadin-combo-box');
  }

  override focus(): void {
    this.#box?.focus();
  }

  /** The same list as long as it says the same: a new one would close what is open. */
  #shown(): Line[] {
    const typed = this.typed.trim();
    const inOrder = this.forms.toSorted((a, b) => say(a.label).localeCompare(say(b.label)));
    const next = [...this.first, ...inOrder]
      .filter((form) => typed === '' || isLike(typed, form))
      .map(({ id, label }) => ({ id, text: say(label) }));
    if (JSON.stringify(next) !== JSON.stringify(this.#lines)) this.#lines = next;
    return this.#lines;
  }

  get #chosen(): Line | null {
    const found = [...this.first, ...this.forms].find(({ id }) => id === this.value);
    if (found) return { id: found.id, text: say(found.label) };
    return this.value === '' ? null : { id: this.value, text: this.value };
  }

  readonly #change = (event: Event): void => {
    event.stopPropagation();
    const { selectedItem } = event.currentTarget as ComboBox<Line>;
    const id = selectedItem?.id ?? '';
    this.typed = '';
    if (this.adds) {
      (event.currentTarget as ComboBox<Line>).selectedItem = null;
      if (id === '') return;
    }
    if (id !== '' || this.value !== '') this.emit('pick', id);
  };

  override render() {
    return html`<vaadin-combo-box class="fills" autoselect .accessibleName=${this.label} placeholder=${this.placeholder}
      item-label-path="text" item-value-path="id" item-id-path="id" ?disabled=${this.readonly}
      .filteredItems=${this.#shown()} .selectedItem=${this.adds ? null : this.#chosen}
      @filter-changed=${(event: CustomEvent<{ value: string }>) => {
        this.typed = event.detail.value;
      }}
      @keydown=${pickKeys} @change=${this.#change}
      ${comboBoxRenderer<Line>(
        ({ id, text: name }) =>
          html`<div>${name} ${
            id.includes(':')
              ? ''
              : html`<span style="color:var(--gj-muted);font-size:var(--gj-text-s)">${id}</span>`
          }</div>`,
        [],
      )}></vaadin-combo-box>`;
  }
}

function isLike(typed: string, { id, label }: PickedForm): boolean {
  const pinyin = session.formById(id)?.pinyin ?? pinyinOf(label.zh);
  return typedLike(typed, [label.zh, label.en, id], pinyin) > 0;
}
customElements.define('gj-form-pick', GjFormPick);
