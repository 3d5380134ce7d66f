import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Condition } from '../../../metadata/condition.ts';
import type { Report } from '../../../metadata/contract/reports/calls.ts';
import type { ChartName } from '../../../metadata/property/report-words.ts';
import type { ChartData } from '../../kit/chart/chart-data.ts';
import { chartOf } from '../../kit/chart/chart-of.ts';
import { numberText } from '../../model/report/report-cells.ts';
import { language, say, sentences } from '../../session/i18n.ts';
import { type Cut, chartsOf, leavesOf, mostDrawn } from './chart-shape.ts';
import { daysOf, flowOf, organisationsOf, partsOf } from './look-shape.ts';

/** What is drawn by looks that have room for more than bars side by side, or put the small ones together. */
const mostOf: { readonly [look in ChartName]?: { readonly lines: number; readonly columns?: number } } = {
  days: { lines: 800 },
  flow: { lines: 400, columns: 400 },
  organisations: { lines: 200 },
};

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
  const most = mostOf[look];
  const { charts, cut } = chartsOf(report, { empty: emptyKey(), language: language(), most, listOf });
  const called = (currency: string | null) =>
    currency === null ? label : `${label} · ${currency || msg('未填币种', { id: 'chart-no-currency' })}`;
  const isCut = cut.map((one) => cutText(one, report, most?.lines ?? mostDrawn.categories));
  return html`${charts.map(
    ({ currency, data }) => html`
      ${charts.length > 1 ? html`<h3 class="below-2">${called(currency)}</h3>` : nothing}
      <div class="below-4">${picture(report, data, { look, bare: bare ?? false, label: called(currency), currency })}</div>`,
  )}
    ${
      cut.length > 0
        ? html`<p class="small muted below-2">${sentences([...isCut, msg('表格是完整的。', { id: 'chart-cut-table' })])}</p>`
        : nothing
    }`;
}

/** What somebody who sees the picture alone would miss. */
function cutText(cut: Cut, { values }: Report, most: number): string {
  switch (cut) {
    case 'lines':
      return msg(str`图中只画了前 ${most} 行。`, { id: 'chart-cut-lines' });
    case 'earlier':
      return msg(str`图中只画了最近 ${most} 行。`, { id: 'chart-cut-earlier' });
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

function picture(report: Report, data: ChartData, asked: Picture): TemplateResult {
  const { look, bare, label } = asked;
  const drawn = drawnAs(report, data, asked);
  if (drawn) return drawn;
  const kind = look === 'lines' ? 'lines' : 'bars';
  const why = unfit(look);
  return html`${why ? html`<p class="small muted below-2">${why}</p>` : nothing}${chartOf(
    'chart',
    html`<gj-chart .data=${data} look=${kind} label=${label} ?bare=${bare}></gj-chart>`,
  )}`;
}

/** Otherwise than as bars or lines; null: what was asked is not to be drawn so. */
function drawnAs(
  report: Report,
  data: ChartData,
  { look, bare, label, currency }: Picture,
): TemplateResult | null {
  const written = (sum: string) => numberText(sum, report.values[0], currency ?? undefined, language());
  const others = msg('其他', { id: 'chart-others' });
  switch (look) {
    case 'pie': {
      const parts = partsOf(data, others, written);
      return (
        parts && chartOf('parts', html`<gj-parts .parts=${parts} label=${label} ?bare=${bare}></gj-parts>`)
      );
    }
    case 'days': {
      const days = daysOf(report, data);
      return (
        days &&
        chartOf('day-heat', html`<gj-day-heat .days=${days} label=${label} ?bare=${bare}></gj-day-heat>`)
      );
    }
    case 'flow': {
      const flow = flowOf(data, others, written);
      if (!flow) return null;
      const { left, right, pieces } = flow;
      return chartOf(
        'flow',
        html`<gj-flow .left=${left} .right=${right} .pieces=${pieces} label=${label} ?bare=${bare}></gj-flow>`,
      );
    }
    case 'organisations': {
      const keys = leavesOf(report).flatMap((line) => line.keys.slice(0, 1));
      const own = (text: string) => msg(str`本级 ${text}`, { id: 'chart-own' });
      const nodes = organisationsOf(report, keys, data, { written, own });
      const figure = say(report.values[0]?.label);
      return (
        nodes &&
        chartOf(
          'heat-tree',
          html`<gj-heat-tree .nodes=${nodes} figure=${figure} label=${label} ?bare=${bare}></gj-heat-tree>`,
        )
      );
    }
    case 'bars':
    case 'lines':
      return null;
  }
}

/** Why a report is drawn as bars, and what to do about it. */
function unfit(look: ChartName): string | null {
  switch (look) {
    case 'pie':
      return msg('有负数或不止一组数，不能画成饼图，已画成柱形', { id: 'chart-no-pie' });
    case 'days':
      return msg('只按天分行、不分列、不超过五年时才能按天着色，已画成柱形', { id: 'chart-no-days' });
    case 'flow':
      return msg('流向图要有至少两列，且没有负数，已画成柱形', { id: 'chart-no-flow' });
    case 'organisations':
      return msg('只按组织分行、不分列时才能画成组织，已画成柱形', { id: 'chart-no-organisations' });
    case 'bars':
    case 'lines':
      return null;
  }
}
