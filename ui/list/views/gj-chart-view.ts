import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Condition } from '../../../metadata/condition.ts';
import type { Report } from '../../../metadata/contract/reports/calls.ts';
import { chartNames, measureNames, spanNames } from '../../../metadata/property/report-words.ts';
import { viewWords } from '../../../metadata/property/words/parts.ts';
import type { PropertyWords } from '../../../metadata/property/words/property-words.ts';
import { Loading } from '../../kit/loading.ts';
import type { RecordList } from '../../model/record-list.ts';
import { say } from '../../session/i18n.ts';
import { reportCharts } from '../report/report-charts.ts';
import { drawable } from '../state/drawing.ts';
import { both } from '../state/group-values.ts';
import { listField } from '../state/list-field.ts';
import { plainState, writeState } from '../state/list-state.ts';
import { askChart } from './ask-chart.ts';
import { DrawnRecords } from './drawn-records.ts';
import '../report/gj-report-table.ts';

/** What the records of a list come to, as a picture above its table: grouped, counted or added up by the server. */
export class GjChartView extends DrawnRecords {
  static override styles = [
    ...DrawnRecords.styles,
    css`
      .shown {
        flex: 1;
        min-height: 0;
        padding: var(--gj-3) var(--gj-4);
        overflow: auto;
      }
      .figures {
        overflow-x: auto;
      }
    `,
  ];

  readonly #report = new Loading<Report, RecordList>(this, {
    key: () => this.list,
    keeps: true,
    load: ({ question }, signal) => askChart(this.form, question, { asked: this.drawing, signal }),
  });

  /** The list of the records that a number is made of, as it is filtered now. */
  #listOf(conditions: readonly Condition[]): string {
    const { view, q, filter } = this.list.question;
    const condition = conditions.reduce<Condition | null>((all, one) => both(all, one), filter);
    const query = writeState({ ...plainState, view, q, condition });
    // Where the form opens with a view, the list says that it is that.
    if (!query.has('view')) query.set('view', view);
    return `/forms/${this.form.name}?${query}`;
  }

  override render(): TemplateResult {
    return html`${this.#bar()}
      <div class="shown">${this.#report.shown((report) => this.#chart(report), { outline: { rows: 8 } })}</div>`;
  }

  #bar(): TemplateResult {
    const { form, drawing } = this;
    const comparison = listField(form, drawing.groupBy ?? '')?.comparison;
    const isDated = comparison === 'date' || comparison === 'datetime';
    const measures = measureNames.filter((one) => one !== 'count');
    return html`<div class="bar toolbar">
      ${this.choice('groupBy', msg('分组', { id: 'chart-view-by' }), true)}
      ${
        isDated
          ? this.#words(spanNames, drawing.by ?? 'day', {
              words: viewWords.by,
              label: msg('周期', { id: 'chart-view-span' }),
              take: (by) => this.redraw({ by }),
            })
          : nothing
      }
      ${this.choice('across', msg('再按', { id: 'chart-view-across' }), false)}
      ${this.choice('value', msg('数值', { id: 'chart-view-value' }), false, msg('条数', { id: 'chart-view-count' }))}
      ${
        drawing.value === undefined
          ? nothing
          : this.#words(measures, drawing.measure ?? 'sum', {
              words: viewWords.measure,
              label: msg('计算', { id: 'chart-view-measure' }),
              take: (measure) => this.redraw({ measure }),
            })
      }
      ${this.#words(chartNames, drawing.chart ?? 'bars', {
        words: viewWords.chart,
        label: msg('图形', { id: 'chart-view-look' }),
        take: (chart) => this.redraw({ chart }),
      })}
    </div>`;
  }

  #words<T extends string>(
    names: readonly T[],
    now: T,
    {
      words,
      label,
      take,
    }: { readonly words: PropertyWords; readonly label: string; readonly take: (name: T) => void },
  ): TemplateResult {
    const word = (name: T) => {
      const said = words.values?.[name] ?? name;
      return typeof said === 'string' ? said : say(said);
    };
    return html`<label class="across-close small"><span class="muted one-line">${label}</span><select class="plain slim"
      @change=${(event: Event) => {
        const name = names[(event.target as HTMLSelectElement).selectedIndex];
        if (name !== undefined) take(name);
      }}>${names.map((name) => html`<option value=${name} .selected=${name === now}>${word(name)}</option>`)}</select></label>`;
  }

  #chart(report: Report): TemplateResult {
    const { form, drawing } = this;
    const isNone = report.lines.every(({ keys }) => keys.length === 0);
    if (isNone)
      return html`<gj-state symbol="chart" text=${msg('没有可汇总的记录', { id: 'report-none' })}></gj-state>`;
    const by = drawable(form, 'chart', 'groupBy').find(({ name }) => name === drawing.groupBy);
    const label = `${say(form.listLabel)} · ${say(by?.label)}`;
    const listOf = (conditions: readonly Condition[]) => this.#listOf(conditions);
    return html`<div class="card stack">
      ${
        report.originals
          ? html`<p class="small in-warn" role="status">${msg('数值取自原数据；本组织对其中一些有自己的副本', { id: 'chart-view-copies' })}</p>`
          : nothing
      }
      ${reportCharts(report, { label, look: drawing.chart ?? 'bars', bare: true, listOf })}
      <div class="figures" role="region" tabindex="0" aria-label=${label}>
        <gj-report-table .report=${report} .listOf=${listOf}></gj-report-table></div>
    </div>`;
  }
}
customElements.define('gj-chart-view', GjChartView);
