import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { BookPreview } from '../../metadata/contract/files/calls.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { Loading } from '../kit/loading.ts';
import { shared } from '../theme/shared.ts';
import { type PlacedFile, readSheets } from './placed-file.ts';
import { viewBox } from './view-styles.ts';
import '../kit/gj-state.ts';
import '../kit/gj-tabs.ts';

type Sheet = BookPreview['sheets'][number];

/** The first rows of a workbook, a tab for each of its sheets. */
export class GjSheetsView extends withProperties(GjElement, {
  file: given<PlacedFile>(),
  /** Which sheet is shown. */
  at: state(0),
}) {
  static override styles = [
    shared,
    viewBox,
    css`
      .sheets {
        padding-inline: var(--gj-4);
      }
      table {
        margin-block-end: auto;
        border-collapse: separate;
        border-spacing: 0;
        background: var(--gj-surface);
      }
      :is(th, td) {
        min-width: var(--gj-size-64);
        max-width: var(--gj-size-320);
        padding: var(--gj-1) var(--gj-2);
        border-block-end: var(--gj-edge);
        border-inline-end: var(--gj-edge);
        vertical-align: top;
        overflow-wrap: anywhere;
      }
      td {
        white-space: pre-wrap;
      }
      th {
        position: sticky;
        background: var(--gj-head);
        color: var(--gj-muted);
        font-weight: 400;
      }
      thead th {
        inset-block-start: 0;
        z-index: 1;
      }
      tbody th {
        inset-inline-start: 0;
        min-width: var(--gj-size-40);
        text-align: end;
      }
    `,
  ];
  readonly #book = new Loading(this, {
    key: () => this.file.id,
    load: (_: string, signal) => readSheets(this.file, signal),
    loaded: () => {
      this.at = 0;
    },
  });

  #table({ name, rows }: Sheet) {
    const wide = Math.max(...rows.map((row) => row.length));
    const columns = Array.from({ length: wide }, (_, at) => at);
    return html`<div class="view" tabindex="0" role="group" aria-label=${name}><table class="figures" aria-label=${name}>
      <thead><tr><th scope="col"><span class="sr-only">${msg('行号', { id: 'sheet-row-number' })}</span></th>${columns.map(
        (at) => html`<th scope="col">${letters(at)}</th>`,
      )}</tr></thead>
      <tbody>${rows.map(
        (row, at) =>
          html`<tr><th scope="row">${at + 1}</th>${columns.map((one) => html`<td>${row[one] ?? ''}</td>`)}</tr>`,
      )}</tbody></table></div>`;
  }

  #sheet(sheet: Sheet) {
    return html`${
      sheet.cut
        ? html`<p class="pad-2-3 ruled muted rigid" role="status">${msg('只显示前 200 行、50 列，其余请下载。', { id: 'sheet-cut' })}</p>`
        : nothing
    }${
      sheet.rows.length === 0
        ? html`<gj-state symbol="file" .text=${msg('这张表是空的。', { id: 'sheet-empty' })}></gj-state>`
        : this.#table(sheet)
    }`;
  }

  override render() {
    return this.#book.shown(
      ({ sheets, cut }) => {
        const sheet = sheets[this.at];
        const tabs = sheets.map(({ name }, at) => ({ key: String(at), text: name }));
        return html`<div class="across ruled surface rigid sheets" @keydown=${stays}><gj-tabs class="rest" .tabs=${tabs} tab=${this.at}
          @tab=${({ detail }: CustomEvent<string>) => {
            this.at = Number(detail);
          }}></gj-tabs>${cut ? html`<span class="muted small">${msg(str`只显示前 ${sheets.length} 张表`, { id: 'sheets-cut' })}</span>` : nothing}</div>
          ${sheet ? this.#sheet(sheet) : nothing}`;
      },
      { outline: { rows: 8 } },
    );
  }
}
customElements.define('gj-sheets-view', GjSheetsView);

/** Arrows in the tabs go from sheet to sheet, and not to the next file. */
const stays = (event: KeyboardEvent) => {
  if (event.key.startsWith('Arrow')) event.stopPropagation();
};

/** A column as workbooks call it: `A`, and behind `Z` come `AA` and `AB`. */
function letters(at: number): string {
  const own = String.fromCharCode(65 + (at % 26));
  return at < 26 ? own : letters(Math.trunc(at / 26) - 1) + own;
}
