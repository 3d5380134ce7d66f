import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import { whereFits } from '../../../metadata/where-fits.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import type { Ordered } from './gj-order-editor.ts';
import { held } from './held.ts';
import type { PropertyAsk } from './property-ask.ts';
import './gj-order-editor.ts';

/** Indexes, each of some fields in an order: it finds records by the first of them, then by the next. */
export class GjIndexesEditor extends withProperties(GjElement, { ask: given<PropertyAsk>() }) {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--gj-2);
      }
    `,
  ];

  get #all(): readonly (readonly string[])[] {
    const { value } = this.ask.state;
    return Array.isArray(value) ? value.filter(Array.isArray).map((one) => one.map(String)) : [];
  }

  /** An index of no field is none. */
  #set(all: readonly (readonly string[])[]): void {
    const left = all.filter((one) => one.length > 0);
    this.ask.set(left.length > 0 ? (left as unknown as Json) : undefined);
  }

  get #fields(): readonly Ordered[] {
    return this.ask.form.fields
      .filter((field) => !field.hidden && whereFits.sort(field))
      .map(({ id, label }) => ({ key: id, text: say(label) }));
  }

  override render() {
    const { ask } = this;
    const all = this.#all;
    const fields = this.#fields;
    return html`${all.map((one, at) => this.#index(one, at, fields))}
      ${
        ask.readonly
          ? nothing
          : html`<select class="plain" aria-label=${msg('添加索引：第一个字段', { id: 'design-index-first' })}
              ${held('')} @change=${({ target }: Event) => {
                const { value } = target as HTMLSelectElement;
                if (value !== '') this.#set([...all, [value]]);
              }}><option value="">${msg('添加索引…', { id: 'design-index-add' })}</option>${fields.map(
                ({ key, text }) => html`<option value=${key}>${text}</option>`,
              )}</select>`
      }`;
  }

  #index(one: readonly string[], at: number, fields: readonly Ordered[]): TemplateResult {
    const { ask } = this;
    const label = msg(str`索引 ${at + 1} 的字段`, { id: 'design-index-fields' });
    // What is not on the form any more is named as it is written.
    const known = [
      ...fields,
      ...one.flatMap((key) =>
        fields.some((field) => field.key === key)
          ? []
          : [{ key, text: say(ask.form.byId.get(key)?.label) || key }],
      ),
    ];
    return html`<div class="pad-2 edged rounded"><gj-order-editor label=${label} .items=${known} .value=${one}
      ?readonly=${ask.readonly} @order=${({ detail }: CustomEvent<readonly string[]>) =>
        this.#set(
          this.#all.map((index, place) => (place === at ? detail : index)),
        )}></gj-order-editor></div>`;
  }
}
customElements.define('gj-indexes-editor', GjIndexesEditor);
