import { css, html, nothing, type PropertyValues } from 'lit';
import type { Field } from '../../metadata/field.ts';
import type { Json } from '../../metadata/json.ts';
import { uiKind } from '../fields/index.ts';
import { GjElement } from '../kit/gj-element.ts';
import { flag, given, state, withProperties } from '../kit/with-properties.ts';
import type { FormModel } from '../model/form-model.ts';
import { say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';

/** One fact: everything may be given, nothing must be; carried and computed values are typed as what they are. Tells `fact`, and `flawed` while what was typed is no value. */
export class GjFactField extends withProperties(GjElement, {
  field: given<Field>(),
  form: given<FormModel>(),
  value: given<Json>(null),
  /** The label stands elsewhere. Default: above. */
  bare: flag(),
  ready: state(false),
}) {
  static override styles = [
    shared,
    css`
      :host {
        min-width: 0;
      }
      .label {
        margin-block-end: 2px;
        font-size: var(--gj-text-s);
        line-height: var(--gj-line-s);
        color: var(--gj-muted);
      }
      .waiting {
        height: var(--gj-control);
      }
    `,
  ];

  get #own(): Field {
    return this.field.inner ?? this.field;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('field')) return;
    const loading = uiKind(this.#own).load?.();
    this.ready = loading === undefined;
    void loading?.then(() => {
      this.ready = true;
    });
  }

  override render() {
    const field = this.#own;
    const kind = uiKind(field);
    const label = say(this.field.label);
    return html`${this.bare || kind.labelled ? nothing : html`<div class="label" aria-hidden="true">${label}</div>`}
      ${kind.labelled && !this.bare ? html`<div class="label" aria-hidden="true">&nbsp;</div>` : nothing}
      ${
        this.ready
          ? kind.control({
              ...{ field, form: this.form, value: this.value, around: {}, id: 'fact', label },
              ...{ readonly: false, required: false, invalid: false },
              change: (value) => this.tell('fact', value),
              flaw: (sentence) => this.tellUp('flawed', sentence !== null),
            })
          : html`<div class="waiting" aria-busy="true"></div>`
      }`;
  }
}
customElements.define('gj-fact-field', GjFactField);
