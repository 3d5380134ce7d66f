import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Condition } from '../../../metadata/condition.ts';
import type { Report } from '../../../metadata/contract/reports/calls.ts';
import type { ChartName } from '../../../metadata/property/report-words.ts';
import type { ChartData } from '../../kit/chart/chart-data.ts';
import { chartOf } from '../../kit/chart/chart-of.ts';
import { numberText } from '../../model/report/report-cells.ts';
import { language, say, sentences } from '../../session/i18n.ts';
import { type Cut, chartsOf, isWhole, mostDrawn, partsOf } from './chart-shape.ts';

interface ReportCharts {
  readonly label: string;
  readonly look: ChartName;
  /** The table stands below already. Default: it is behind the chart. */
  readonly bare?: boolean;
  /** The address of the list of these records. */
  readonly listOf: (conditions: readonly Condition[]) => string;
}

export const emptyKey = () => msg('（空）', { id: 'report-empty' });

/** A report as pictures, one for each currency; a number leads to its records. */
export function reportCharts(report: Report, { label, look, bare, listOf }: ReportCharts): TemplateResult {
  const { charts, cut } = chartsOf(report, { empty: emptyKey(), language: language(), listOf });
  const called = (currency: string | null) =>
    currency === null ? label : `${label} · ${currency || msg('未填币种', { id: 'chart-no-currency' })}`;
  return html`${charts.map(
    ({ currency, data }) => html`
      ${charts.length > 1 ? html`<h3 class="below-2">${called(currency)}</h3>` : nothing}
      <div class="below-4">${picture(report, data, { look, bare: bare ?? false, label: called(currency), currency })}</div>`,
  )}
    ${
      cut.length > 0
        ? html`<p class="small muted below-2">${sentences([...cut.map((one) => cutText(one, report)), msg('表格是完整的。', { id: 'chart-cut-table' })])}</p>`
        : nothing
    }`;
}

/** What somebody who sees the picture alone would miss. */
function cutText(cut: Cut, { values }: Report): string {
  switch (cut) {
    case 'lines':
      return msg(str`图中只画了前 ${mostDrawn.categories} 行。`, { id: 'chart-cut-lines' });
    case 'columns':
      return msg(str`图中只画了前 ${mostDrawn.series} 列。`, { id: 'chart-cut-columns' });
    case 'currencies':
      return msg(str`图中只画了前 ${mostDrawn.charts} 种币种。`, { id: 'chart-cut-currencies' });
    case 'values':
      return msg(str`图中只画了“${say(values[0]?.label)}”，其他数值的单位不同。`, { id: 'chart-cut-values' });
  }
}

interface Picture {
  readonly look: ChartName;
  readonly bare: boolean;
  readonly label: string;
  readonly currency: string | null;
}

function picture(report: Report, data: ChartData, { look, bare, label, currency }: Picture): TemplateResult {
  if (look === 'pie' && isWhole(data)) {
    const written = (sum: string) => numberText(sum, report.values[0], currency ?? undefined, language());
    const parts = partsOf(data, msg('其他', { id: 'chart-others' }), written);
    return chartOf('parts', html`<gj-parts .parts=${parts} label=${label} ?bare=${bare}></gj-parts>`);
  }
  const kind = look === 'lines' ? 'lines' : 'bars';
  return html`${
    look === 'pie'
      ? html`<p class="small muted below-2">${msg('有负数或不止一组数，不能画成饼图，已画成柱形', { id: 'chart-no-pie' })}</p>`
      : nothing
  }${chartOf('chart', html`<gj-chart .data=${data} look=${kind} label=${label} ?bare=${bare}></gj-chart>`)}`;
}
