import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Condition } from '../../../metadata/condition.ts';
import type { Report, ReportCell, ReportKey, ReportLine } from '../../../metadata/contract/reports/calls.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { tableStyles } from '../../kit/table/table-styles.ts';
import { recordsOf } from '../../model/report/drill-down.ts';
import { cellTexts } from '../../model/report/report-cells.ts';
import { language, say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { emptyKey } from './report-charts.ts';

/**
 * The lines of a report: below the lines of a group stands what they come to, at the end what all do. A number leads to
 * the records that it is made of.
 */
export class GjReportTable extends withProperties(GjElement, {
  report: given<Report>(),
  /** The address of the list of these records. */
  listOf: given<(conditions: readonly Condition[]) => string>(),
}) {
  static override styles = [
    tableStyles,
    shared,
    css`
      :host {
        display: block;
      }
      th[scope='row'] {
        text-align: start;
      }
      .key {
        min-width: var(--gj-size-120);
      }
      td a {
        color: inherit;
        text-decoration: none;
      }
      td a:is(:hover, :focus-visible) {
        color: var(--gj-accent);
        text-decoration: underline;
      }
      .amount {
        display: block;
      }
      thead tr:first-child .over {
        text-align: center;
        border-inline-start: var(--gj-edge);
      }
    `,
  ];

  override render() {
    const { report } = this;
    const two = report.columns.length > 0 && report.values.length > 1;
    return html`<table class="plain" aria-label=${report.label ? say(report.label) : msg('报表', { id: 'report' })}>
      <thead>
        <tr>
          ${report.groups.map(({ label }) => html`<th scope="col" class="key" rowspan=${two ? 2 : 1}>${say(label)}</th>`)}
          ${this.#columnHeads(two)}
        </tr>
        ${
          two
            ? html`<tr>${[...report.columns, null].map(() => report.values.map(({ label }) => html`<th scope="col" class="end">${say(label)}</th>`))}</tr>`
            : nothing
        }
      </thead>
      <tbody>${report.lines.map((line, at) => this.#line(line, report.lines[at - 1]))}</tbody>
    </table>`;
  }

  #columnHeads(two: boolean): readonly TemplateResult[] {
    const { columns, values } = this.report;
    const [only] = values;
    if (columns.length === 0)
      return values.map(({ label }) => html`<th scope="col" class="end">${say(label)}</th>`);
    const head = (text: string) =>
      two
        ? html`<th scope="colgroup" class="over" colspan=${values.length}>${text}</th>`
        : html`<th scope="col" class="end" title=${only ? say(only.label) : ''}>${text}</th>`;
    return [...columns.map(({ text }) => head(text || emptyKey())), head(total())];
  }

  #line(line: ReportLine, before: ReportLine | undefined): TemplateResult {
    const { groups, columns } = this.report;
    const depth = groups.length;
    const isSum = line.keys.length < depth || depth === 0;
    const keys = isSum ? this.#sumKeys(line, depth) : this.#ownKeys(line, before);
    const cells = line.cells.flatMap((values, column) =>
      values.map((cell, value) => this.#cell(cell, value, line, columns[column])),
    );
    return html`<tr class=${isSum ? 'sums' : ''}>${keys}${cells}</tr>`;
  }

  /** What is the same as in the line before is not said again. */
  #ownKeys({ keys }: ReportLine, before: ReportLine | undefined): readonly TemplateResult[] {
    const stood = (at: number) =>
      before !== undefined &&
      before.keys.length === keys.length &&
      keys.slice(0, at + 1).every((key, place) => isSame(key, before.keys[place]));
    return keys.map((key, at) =>
      at === keys.length - 1
        ? html`<th scope="row" class="key">${keyText(key)}</th>`
        : html`<td class="key">${stood(at) ? html`<span class="sr-only">${keyText(key)}</span>` : keyText(key)}</td>`,
    );
  }

  #sumKeys({ keys }: ReportLine, depth: number): TemplateResult | typeof nothing {
    if (depth === 0) return nothing;
    const last = keys.at(-1);
    const text = last ? msg(str`${last.text || emptyKey()} 合计`, { id: 'report-sum-of' }) : total();
    const before = keys.slice(0, -1).map(() => html`<td class="key"></td>`);
    return html`${before}<th scope="row" class="key" colspan=${depth - before.length}>${text}</th>`;
  }

  #cell(cell: ReportCell, at: number, line: ReportLine, column: ReportKey | undefined): TemplateResult {
    const { report } = this;
    const texts = cellTexts(cell, report.values[at], language());
    if (texts.length === 0) return html`<td class="end muted">–</td>`;
    const groups =
      column && report.across ? [...report.groups.slice(0, line.keys.length), report.across] : report.groups;
    const conditions = recordsOf(groups, column ? [...line.keys, column] : line.keys);
    const shown = texts.map((text) => html`<span class="amount">${text}</span>`);
    return html`<td class="end">${
      conditions && cell !== '0' ? html`<a href=${this.listOf(conditions)}>${shown}</a>` : shown
    }</td>`;
  }
}

/** Two records that are called the same are two. */
const isSame = (key: ReportKey, other: ReportKey | undefined) =>
  JSON.stringify(key.value) === JSON.stringify(other?.value);
const total = () => msg('合计', { id: 'table-total' });

function keyText({ text }: ReportKey): TemplateResult | string {
  return text === '' ? html`<span class="muted">${emptyKey()}</span>` : text;
}

customElements.define('gj-report-table', GjReportTable);
