import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Condition } from '../../../metadata/condition.ts';
import type { Overview } from '../../../rules/einvoicing/contract/overview.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import type { ChartData, NamedCell } from '../../kit/chart/chart-data.ts';
import { Loading } from '../../kit/loading.ts';
import { chartsOf } from '../../list/report/chart-shape.ts';
import { language } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { einvoicingApi } from '../common/einvoicing-api.ts';
import { listWithin, overDays, stepOf } from './issuing-pictures.ts';
import '../../kit/chart/gj-chart.ts';
import '../../kit/chart/gj-funnel.ts';

interface Pictures {
  readonly issued: readonly { readonly currency: string | null; readonly data: ChartData }[];
  readonly steps: readonly NamedCell[];
}

/** What was issued day by day, and how far applications came: each number leads to the records that it counts. */
export class GjIssuingPictures extends withProperties(GjElement, {
  overview: given<Overview>(),
}) {
  static override styles = [
    shared,
    css`
      .pictures {
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gj-4) var(--gj-6);
      }
      /* As wide as the numbers above them have room. */
      @container (min-width: 560px) {
        .pictures {
          grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        }
      }
    `,
  ];

  readonly #pictures = new Loading<Pictures, string>(this, {
    key: () => JSON.stringify([this.overview.within, language()]),
    keeps: true,
    load: (_, signal) => this.#load(signal),
  });

  async #load(signal: AbortSignal): Promise<Pictures> {
    const { days, issued, steps } = await einvoicingApi.call('GET /api/issuing/last-days', { signal });
    const names = {
      applied: msg('申请单', { id: 'numbers-step-applied' }),
      pending: msg('待开发票', { id: 'numbers-step-pending' }),
      issued: msg('已开具', { id: 'numbers-step-issued' }),
      delivered: msg('已邮件交付', { id: 'numbers-step-delivered' }),
    };
    const reader = {
      empty: msg('（空）', { id: 'report-empty' }),
      language: language(),
      listOf: (conditions: readonly Condition[]) => (issued ? listWithin(issued, conditions) : ''),
    };
    const charts = issued && issued.report.lines.length > 1 ? chartsOf(issued.report, reader).charts : [];
    return {
      issued: charts.map(({ currency, data }) => ({ currency, data: overDays(data, days) })),
      steps: steps.map((step) => stepOf(step, names[step.key])),
    };
  }

  override render(): unknown {
    const pictures = this.#pictures.value;
    if (!pictures) return nothing;
    const { issued, steps } = pictures;
    const isAny = steps.some(({ value }) => value !== '0');
    if (issued.length === 0 && !isAny) return nothing;
    return html`<div class="pictures gridded above-4">
      ${issued.map(({ currency, data }) => this.#issued(data, issued.length > 1 ? currency : null))}
      ${isAny && steps.length > 1 ? this.#funnel(steps) : nothing}</div>`;
  }

  #issued(data: ChartData, currency: string | null): TemplateResult {
    const words = msg('近 30 天每天开票金额', { id: 'numbers-by-day' });
    const heading = currency === null ? words : `${words} · ${currency}`;
    return html`<gj-chart titled .data=${data} label=${heading}></gj-chart>`;
  }

  #funnel(steps: readonly NamedCell[]): TemplateResult {
    const heading = msg('近 30 天从申请到交付', { id: 'numbers-funnel' });
    return html`<gj-funnel titled .steps=${steps} label=${heading}></gj-funnel>`;
  }
}
customElements.define('gj-issuing-pictures', GjIssuingPictures);
