import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Overview } from '../../../rules/einvoicing/contract/overview.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import type { ChartData, NamedCell } from '../../kit/chart/chart-data.ts';
import { Loading } from '../../kit/loading.ts';
import { chartsOf } from '../../list/report/chart-shape.ts';
import { language } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import {
  askIssued,
  askReport,
  askSteps,
  lastDays,
  listOfAsked,
  overDays,
  stepOf,
} from './issuing-pictures.ts';
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
      @media (min-width: 900px) {
        .pictures {
          grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        }
      }
    `,
  ];

  readonly #pictures = new Loading<Pictures, string>(this, {
    key: () => JSON.stringify([this.overview.within, lastDays(new Date()).at(-1), language()]),
    keeps: true,
    load: (_, signal) => this.#load(signal),
  });

  /** Tells `drawn` once what there is to draw is known. */
  protected override updated(): void {
    if (this.#pictures.value || this.#pictures.failure !== null)
      requestAnimationFrame(() => requestAnimationFrame(() => this.emit('drawn')));
  }

  async #load(signal: AbortSignal): Promise<Pictures> {
    const all = lastDays(new Date());
    const [first = ''] = all;
    const [year = 0, month = 1, day = 1] = first.split('-').map(Number);
    const issued = askIssued(this.overview, new Date(year, month - 1, day));
    const names = [
      msg('申请单', { id: 'numbers-step-applied' }),
      msg('待开发票', { id: 'numbers-step-pending' }),
      msg('已开具', { id: 'numbers-step-issued' }),
      msg('已邮件交付', { id: 'numbers-step-delivered' }),
    ];
    const steps = askSteps(this.overview, first, names);
    const [report, ...counted] = await Promise.all([issued, ...steps].map((one) => askReport(one, signal)));
    const reader = {
      empty: msg('（空）', { id: 'report-empty' }),
      language: language(),
      listOf: (conditions: Parameters<typeof listOfAsked>[1]) => listOfAsked(issued, conditions),
    };
    const charts = report && report.lines.length > 1 ? chartsOf(report, reader).charts : [];
    return {
      issued: charts.map(({ currency, data }) => ({ currency, data: overDays(data, all) })),
      steps: steps.flatMap((step, at) => {
        const own = counted[at];
        return own ? [stepOf(step, own)] : [];
      }),
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
    return html`<div><h3 class="below-2 muted smaller regular">${heading}</h3>
      <gj-chart .data=${data} label=${heading}></gj-chart></div>`;
  }

  #funnel(steps: readonly NamedCell[]): TemplateResult {
    const heading = msg('近 30 天从申请到交付', { id: 'numbers-funnel' });
    return html`<div><h3 class="below-2 muted smaller regular">${heading}</h3>
      <gj-funnel .steps=${steps} label=${heading}></gj-funnel></div>`;
  }
}
customElements.define('gj-issuing-pictures', GjIssuingPictures);
