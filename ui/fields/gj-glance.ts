import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { JsonObject } from '../../metadata/common/json.ts';
import { inItsCurrency, type ValueOf, valuesByName } from '../../metadata/currency/currency-of.ts';
import type { Field, FieldSet } from '../../metadata/field.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { table } from '../kit/table/table.ts';
import type { FormModel } from '../model/form-model.ts';
import { plural, say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import { uiKind } from './kinds/index.ts';
import { marked } from './marked.ts';

const mostRows = 5;
const mostColumns = 4;

/** A record that is read and not changed: its filled fields in the form's order, and the first of its rows. */
export class GjGlance extends withProperties(GjElement, {
  form: given<FormModel>(),
  record: given<JsonObject>(() => ({})),
}) {
  static override styles = [
    shared,
    css`
      dl {
        grid-template-columns: minmax(var(--gj-size-90), auto) minmax(0, 1fr);
        gap: var(--gj-1h) var(--gj-4);
      }
      dt {
        max-width: 12em;
      }
    `,
  ];

  override render() {
    const { form, record } = this;
    if (!form) return nothing;
    const filled = form.fields.filter((field) => !field.hidden && isFilled(record, field));
    const heads = filled.filter(({ rows }) => !rows);
    return html`<dl>${heads.map(
      (field) => html`<dt>${say(field.label)}</dt><dd>${shown(record, form, field)}</dd>`,
    )}</dl>
    ${filled.filter(({ rows }) => rows).map((field) => this.#rows(field))}`;
  }

  #rows(field: Field): TemplateResult {
    const rows = (this.record[field.name] ?? []) as readonly JsonObject[];
    const above = valuesByName(this.record, this.form);
    const columns = (field.rows?.fields ?? [])
      .filter((column) => !column.hidden && !column.rows && rows.some((row) => isFilled(row, column)))
      .slice(0, mostColumns);
    const more = rows.length - mostRows;
    return html`<section class="above-4">
      <h3 class="below-1">${say(field.label)} <span class="muted small">${rows.length}</span></h3>
      <div class="scrolls-across">${table({
        caption: say(field.label),
        columns: columns.map((column) => ({
          label: say(column.label),
          align: uiKind(column).align,
          cell: (row: JsonObject) => shown(row, field.rows ?? this.form, column, above),
        })),
        rows: rows.slice(0, mostRows),
      })}</div>
      ${more > 0 ? html`<p class="small muted">${plural(msg(str`还有 ${more} 行`, { id: 'more-rows' }))}</p>` : nothing}
    </section>`;
  }
}
customElements.define('gj-glance', GjGlance);

function isFilled(record: JsonObject, { name }: Field): boolean {
  const value = record[name];
  return (
    value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
  );
}

function shown(
  part: JsonObject,
  shape: Pick<FieldSet, 'byId'>,
  field: Field,
  record?: ValueOf,
): string | TemplateResult {
  const value = part[field.name];
  const own = inItsCurrency(field, valuesByName(part, shape), record);
  return value === undefined || value === null ? '' : marked(value, own);
}
