import { css, html, nothing, type PropertyValues } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { explainMark, explainStyles, keyAsks, whoOf } from '../../fields/explain/explain-mark.ts';
import type { ExplainedPlace } from '../../fields/explain/explained-place.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { flag, given, state, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';

/**
 * One fact: everything may be given, nothing must be; carried and computed values are typed as what they are. Tells
 * `fact`, and `flawed` while what was typed is no value.
 */
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
    explainStyles,
    css`
      .who {
        display: inline-block;
        margin-inline-start: var(--gj-1);
        vertical-align: calc(-1 * var(--gj-half));
      }
    `,
  ];

  get #own(): Field {
    return this.field.inner ?? this.field;
  }

  /**
   * The place that the explanation is asked for; null for a field that no package declares, such as the moment asked
   * about.
   */
  get #place(): ExplainedPlace | null {
    const { form, field } = this;
    const isOwn = form.fields.some((one) => one === field || one.rows?.fields.includes(field));
    return isOwn ? whoOf(form, field) : null;
  }

  constructor() {
    super();
    this.addEventListener('keydown', (event) => {
      const place = this.#place;
      if (place) keyAsks(event, place);
    });
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
    const place = this.#place;
    return html`${
      this.bare || kind.labelled
        ? nothing
        : html`<div class="label below-half small muted" aria-hidden="true">${label}${place ? explainMark(place) : nothing}</div>`
    }
      ${kind.labelled && !this.bare ? html`<div class="label below-half small muted" aria-hidden="true">&nbsp;</div>` : nothing}
      ${
        this.ready
          ? kind.control({
              field,
              form: this.form,
              value: this.value,
              around: {},
              id: 'fact',
              label,
              readonly: false,
              required: false,
              invalid: false,
              change: (value) => this.emit('fact', value),
              flaw: (sentence) => this.emitUp('flawed', sentence !== null),
            })
          : html`<div class="high-as-control" aria-busy="true"></div>`
      }`;
  }
}
customElements.define('gj-fact-field', GjFactField);
