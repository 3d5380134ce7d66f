import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { table } from '../../kit/table/table.ts';
import type { FormModel } from '../../model/form-model.ts';
import { plural, say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import type { LinesShown } from './facts-shown.ts';
import './gj-fact-field.ts';

const most = 20;

/** Rows of facts: a few, with the columns that are asked for. Tells `rows`. */
export class GjFactLines extends withProperties(GjElement, {
  form: given<FormModel>(),
  lines: given<LinesShown>(),
  rows: given<readonly JsonObject[]>(() => []),
}) {
  static override styles = [
    shared,
    css`
      td:not(.place, .offers) {
        min-width: var(--gj-size-120);
      }
      table :is(th, td) {
        padding: 0 var(--gj-1) var(--gj-1) 0;
        border: 0;
        vertical-align: middle;
      }
      table thead th {
        background: none;
        font-weight: 400;
      }
      /* As wide as its column, whatever its control would like. */
      td gj-fact-field {
        width: 0;
        min-width: 100%;
      }
      /* In reach however many columns there are. */
      .offers {
        position: sticky;
        inset-inline-end: 0;
        background: var(--gj-surface);
      }
      /* Where columns have no room beside each other, each row is a small form: nothing is pushed aside. */
      @container (max-width: 520px) {
        thead {
          display: none;
        }
        tr {
          display: grid;
          grid-template-columns: var(--gj-size-22) repeat(2, minmax(0, 1fr)) var(--gj-size-30);
          gap: var(--gj-half) var(--gj-1h);
          padding-block: var(--gj-1);
        }
        td:is(:nth-child(n)) {
          position: static;
          grid-column: 2;
          width: auto;
          min-width: 0;
          padding: 0;
        }
        td:nth-child(odd) {
          grid-column: 3;
        }
        td[data-label]::before {
          content: attr(data-label);
          display: block;
          overflow: hidden;
          font-size: var(--gj-text-s);
          line-height: var(--gj-line-s);
          color: var(--gj-muted);
          text-overflow: ellipsis;
          white-space: nowrap;
        }
        td.place {
          grid-column: 1;
          padding-block-start: var(--gj-size-24);
        }
        td.offers {
          grid-column: 4;
          grid-row: 1;
          padding-block-start: var(--gj-size-18);
        }
      }
    `,
  ];

  #set(at: number, name: string, value: Json): void {
    this.emit(
      'rows',
      this.rows.map((row, index) => (index === at ? { ...row, [name]: value } : row)),
    );
  }

  override render() {
    const { lines, rows } = this;
    const label = say(lines.field.label);
    return html`<header class="across">
        <h2 class="usual bold">${label}</h2>
        <span class="small muted">${plural(msg(str`${rows.length} 行`, { id: 'row-count' }))}</span>
        <button class="plain slim pushed" aria-label=${msg(str`${label}：添加行`, { id: 'add-row-to' })}
          @click=${() => this.emit('rows', [...rows, {}])}>${icon('add', 14)}${msg('添加行', { id: 'add-row' })}</button>
      </header>
      ${
        rows.length === 0
          ? nothing
          : html`<div class="scroll relative scrolls-across" tabindex="0" role="group" aria-label=${label}>${table(
              {
                caption: label,
                columns: [
                  {
                    label: msg('序号', { id: 'row-place' }),
                    quiet: true,
                    role: 'place',
                    cell: (_, at) => at + 1,
                  },
                  ...lines.columns.map((field) => ({
                    label: say(field.label),
                    cell: (row: JsonObject, at: number) =>
                      html`<gj-fact-field class="blocks" bare .form=${this.form} .field=${field} .value=${row[field.name] ?? null}
                      @fact=${(event: CustomEvent<Json>) => {
                        this.#set(at, field.name, event.detail);
                      }}></gj-fact-field>`,
                  })),
                ],
                rows: rows.slice(0, most),
                offers: (_, at) =>
                  html`<button class="square" aria-label=${msg(str`删除第 ${at + 1} 行`, { id: 'remove-row' })}
                  @click=${() => this.emit('rows', rows.toSpliced(at, 1))}>${icon('close', 12)}</button>`,
                wide: true,
              },
            )}</div>`
      }
      ${
        rows.length > most || lines.more > 0
          ? html`<p class="small muted">${msg('其余的行和列请在 JSON 中查看和修改', { id: 'rest-in-json' })}</p>`
          : nothing
      }`;
  }
}
customElements.define('gj-fact-lines', GjFactLines);
