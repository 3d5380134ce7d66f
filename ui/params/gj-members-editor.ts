import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import { isList } from '../../metadata/kinds/common/reading.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, text, withProperties } from '../kit/base/with-properties.ts';
import { table } from '../kit/table/table.ts';
import { shared } from '../theme/shared.ts';

/** A value that is one for all sources, or said source by source: a small table. Tells `value`. */
export class GjMembersEditor extends withProperties(GjElement, {
  /** Of the definition: what may be said for all, and which members may say what. */
  properties: given<JsonObject>(() => ({})),
  value: given<Json>(() => null),
  label: text(),
}) {
  static override styles = [
    shared,
    css`
      select {
        max-width: var(--gj-size-180);
      }
      table.plain {
        width: auto;
      }
    `,
  ];

  get #forAll(): readonly string[] {
    return textsOf(this.properties['values']);
  }

  get #members(): JsonObject {
    const members = this.properties['members'];
    return isObject(members) ? members : {};
  }

  override render() {
    const bySource = isObject(this.value);
    return html`<label class="kind across-close below-1"><input type="checkbox" .checked=${bySource} @change=${(
      event: Event,
    ) => {
      const isOn = (event.target as HTMLInputElement).checked;
      this.emit('value', isOn ? {} : (this.#forAll[0] ?? null));
    }} />${msg('按来源分别设置', { id: 'param-by-source' })}</label>
      ${
        bySource
          ? this.#table(this.value as JsonObject)
          : this.#select(this.label, this.#forAll, this.value, (next) => this.emit('value', next))
      }`;
  }

  #table(value: JsonObject): TemplateResult {
    return table({
      caption: this.label,
      columns: [
        { label: msg('来源', { id: 'param-source' }), role: 'name', cell: ([member]) => member },
        {
          label: msg('值', { id: 'param-value' }),
          cell: ([member, offered]) =>
            this.#select(
              msg(str`来源 ${member} 的值`, { id: 'param-source-value' }),
              textsOf(offered),
              value[member] ?? null,
              (next) => {
                const { [member]: _before, ...others } = value;
                this.emit('value', next === null ? others : { ...others, [member]: next });
              },
              true,
            ),
        },
      ],
      rows: Object.entries(this.#members),
      wide: true,
    });
  }

  #select(
    label: string,
    offered: readonly string[],
    value: Json,
    change: (next: Json) => void,
    isOptional = false,
  ): TemplateResult {
    return html`<select class="plain" aria-label=${label} @change=${(event: Event) =>
      change((event.target as HTMLSelectElement).value || null)}>
      ${isOptional ? html`<option value="" .selected=${value === null}>${msg('未设置', { id: 'param-unset' })}</option>` : nothing}
      ${offered.map((one) => html`<option value=${one} .selected=${one === value}>${one}</option>`)}</select>`;
  }
}

function textsOf(value: Json | undefined): readonly string[] {
  return isList(value) ? value.map(String) : [];
}

/** Answers whether this editor can edit the values of a definition. */
export function hasMembers(properties: JsonObject): boolean {
  return isObject(properties['members']) && textsOf(properties['values']).length > 0;
}
customElements.define('gj-members-editor', GjMembersEditor);
