import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { inItsCurrency, valuesByName } from '../../../metadata/currency/currency-of.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { marked } from '../../fields/marked.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { summed } from '../../kit/table/summed.ts';
import { table } from '../../kit/table/table.ts';
import type { Column } from '../../kit/table/table-shape.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { isEmpty } from './document-shape.ts';
import { type RowsShape, rowsShape } from './rows-shape.ts';

/** Rows that are drawn before somebody asks for more: all of them count in the sums. */
const most = 50;

/** The rows of a document as a table that is read: what says something, with sums, and rows of rows below each. */
export class GjDocumentRows extends withProperties(GjElement, {
  field: given<Field>(),
  /** The form and the record around the rows. */
  form: given<FieldSet>(),
  record: given<JsonObject>(() => ({})),
  whole: state(false),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      table {
        min-width: 100%;
      }
    `,
  ];

  #shape: RowsShape | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('field') && !changed.has('record') && this.#shape) return;
    this.#shape = rowsShape(this.field, this.record[this.field.name] ?? null, this.form, this.record);
  }

  override render() {
    const shape = this.#shape;
    if (!shape || shape.rows.length === 0) return nothing;
    const { columns, first, rows } = shape;
    const caption = say(this.field.label);
    return html`<header class="across apart below-1">
        <h2 class="flush">${caption} <span class="muted small regular">${rows.length}</span></h2>
        ${
          first.length < columns.length
            ? html`<button class="plain small" aria-pressed=${this.whole} @click=${() => {
                this.whole = !this.whole;
              }}>${
                this.whole
                  ? msg('主要列', { id: 'document-main-columns' })
                  : msg(str`全部 ${columns.length} 列`, { id: 'document-all-columns' })
              }</button>`
            : nothing
        }
      </header>
      ${table({
        caption,
        columns: (this.whole ? columns : first).map((one, at) => this.#column(one, shape, at === 0)),
        rows,
        most,
        frame: 'across',
        below: shape.nested.length > 0 ? (row) => this.#below(row, shape) : () => undefined,
      })}`;
  }

  #column(field: Field, { summed: sums }: RowsShape, isFirst: boolean): Column<JsonObject> {
    const { align } = uiKind(field);
    const total = sums.get(field);
    return {
      label: say(field.label),
      align,
      role: isFirst ? 'name' : undefined,
      look: field.emphasis ? 'bold' : '',
      cell: (row) => this.#cell(row, field),
      ...(total && {
        sum: summed<JsonObject>(
          (row) => (isEmpty(row[field.name]) ? null : String(row[field.name])),
          (sum) => uiKind(total).show(sum, total),
        ),
      }),
    };
  }

  #cell(row: JsonObject, field: Field): string | TemplateResult {
    const value = row[field.name];
    if (value === undefined || value === null || value === '') return '';
    const shape = this.field.rows ?? this.form;
    return marked(
      value,
      inItsCurrency(field, valuesByName(row, shape), valuesByName(this.record, this.form)),
    );
  }

  #below(row: JsonObject, { nested }: RowsShape): TemplateResult | undefined {
    const filled = nested.filter((one) => !isEmpty(row[one.name]));
    if (filled.length === 0) return undefined;
    return html`<div class="beneath stack-2">${filled.map(
      (one) =>
        html`<gj-document-rows .field=${one} .form=${this.field.rows} .record=${row}></gj-document-rows>`,
    )}</div>`;
  }
}
customElements.define('gj-document-rows', GjDocumentRows);
