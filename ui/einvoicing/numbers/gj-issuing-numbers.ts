import { msg, str } from '@lit/localize';
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { Credit, Tile } from '../../../rules/einvoicing/contract/overview.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { drawn } from '../../kit/base/icons.ts';
import { withProperties } from '../../kit/base/with-properties.ts';
import { moment } from '../../kit/moment.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { drawings } from '../drawings.ts';
import { firstThings } from './first-things.ts';
import { IssuingNumbers, listOf } from './issuing-numbers.ts';

/** The invoices that wait for an action, and those that were issued, in numbers: each leads to the list it counts. */
export class GjIssuingNumbers extends withProperties(GjElement, {}) {
  static override styles = [
    shared,
    css`
      .tiles {
        grid-template-columns: repeat(auto-fit, minmax(var(--gj-size-90), 1fr));
      }
      .tiles b {
        font-size: var(--gj-text-2xl);
        line-height: var(--gj-line-2xl);
      }
      .charts {
        grid-template-columns: repeat(auto-fit, minmax(var(--gj-size-280), 1fr));
        column-gap: var(--gj-6);
      }
    `,
  ];

  readonly #numbers = new IssuingNumbers(this);

  override render() {
    const { overview } = this.#numbers;
    if (!overview) return nothing;
    const { tiles, month, quota, summaries } = overview;
    if (tiles.length + month.length + quota.length + summaries.length === 0) return nothing;
    const whose =
      overview.reach === 'below'
        ? msg('本组织及下级', { id: 'numbers-below' })
        : msg('本组织', { id: 'numbers-own' });
    const charts = [this.#issued(), this.#reasons(), this.#credit(), this.#runs()];
    return html`<section class="card" aria-labelledby="numbers">
      <h2 class="across below-3" id="numbers">${drawn(drawings.invoice)}${msg('开票', { id: 'numbers' })} <span
          class="small muted regular">${whose}</span></h2>
      ${firstThings(overview)}
      <div class="tiles stack-2">${tiles.map((tile) => this.#tile(tile))}</div>
      ${charts.some((one) => one !== nothing) ? html`<div class="charts gridded gap-3 above-4">${charts}</div>` : nothing}
    </section>`;
  }

  #tile(tile: Tile): TemplateResult {
    const words: Readonly<Record<Tile['key'], string>> = {
      waiting: msg('待处理申请单', { id: 'numbers-waiting' }),
      held: msg('挂起申请单', { id: 'numbers-held' }),
      'to-audit': msg('待审核申请单', { id: 'numbers-to-audit' }),
      pending: msg('待开发票', { id: 'numbers-pending' }),
      issuing: msg('开票中', { id: 'numbers-issuing' }),
      failed: msg('开票失败', { id: 'numbers-failed' }),
      confirmations: msg('等我方处理的红字确认单', { id: 'numbers-confirmations' }),
    };
    return html`<a class="gridded pad-2-3 in-text edged rounded" href=${listOf(tile)}><b
        class=${toneOf(tile)}>${tile.count.toLocaleString()}</b>
      <span class="small">${words[tile.key]}</span></a>`;
  }

  #issued(): TemplateResult | typeof nothing {
    const { month = [], today = [] } = this.#numbers.overview ?? {};
    if (month.length === 0) return nothing;
    const most = Math.max(...month.map(({ count }) => count));
    return html`<div><h3 class="below-half muted smaller regular">${msg('本月已开发票', { id: 'numbers-month' })}</h3><ul>${month.map(
      (one) => {
        const now = today.find(({ type }) => type === one.type);
        return html`<li class="pad-block-1"><div class="flex based gap-2"><a class="ellipsis rest"
            href=${listOf(one)}>${say(one.label)}</a>
          ${now ? html`<a class="small" href=${listOf(now)}>${msg(str`今天 ${now.count}`, { id: 'numbers-today' })}</a>` : nothing}
          <b class="one-line">${one.count.toLocaleString()}</b></div>
        ${bar([
          { share: one.count / most, tone: 'in-accent', pale: true },
          { share: (now?.count ?? 0) / most, tone: 'in-accent' },
        ])}</li>`;
      },
    )}</ul></div>`;
  }

  #reasons(): TemplateResult | typeof nothing {
    const { reasons = [] } = this.#numbers.overview ?? {};
    if (reasons.length === 0) return nothing;
    const most = Math.max(...reasons.map(({ count }) => count));
    return html`<div><h3
        class="below-half muted smaller regular">${msg('开票失败的原因', { id: 'numbers-reasons' })}</h3><ul>${reasons.map(
          (one) => html`<li class="pad-block-1"><div class="flex based gap-2"><a class="ellipsis rest"
          href=${listOf(one)} title=${one.text}>${one.text}</a><b class="one-line">${one.count.toLocaleString()}</b></div>
        ${bar([{ share: one.count / most, tone: 'in-error' }])}</li>`,
        )}</ul></div>`;
  }

  #credit(): TemplateResult | typeof nothing {
    const { credit = [] } = this.#numbers.overview ?? {};
    if (credit.length === 0) return nothing;
    const line = (name: string, control: string, { used, limit }: Credit) => {
      if (limit === null) return nothing;
      const share = Number(limit) > 0 ? Number(used) / Number(limit) : 1;
      const tone = share >= 1 ? 'in-error' : share >= 0.8 ? 'in-warn' : 'in-accent';
      return html`<li class="pad-block-1"><div class="flex based gap-2"><a class="ellipsis rest"
          href="/forms/business-control/${control}">${name}</a>
          <span class="one-line">${grouped(used, 2)} / ${grouped(limit, 2)}</span></div>${bar([{ share, tone }])}</li>`;
    };
    return html`<div><h3 class="below-half muted smaller regular">${msg('已用额度', { id: 'numbers-credit' })}</h3><ul>${credit.map(
      ({ control, businessType, day, month }) =>
        html`${line(msg(str`${businessType} · 今天`, { id: 'numbers-credit-day' }), control, day)}
          ${line(msg(str`${businessType} · 本月`, { id: 'numbers-credit-month' }), control, month)}`,
    )}</ul></div>`;
  }

  #runs(): TemplateResult | typeof nothing {
    const { runs } = this.#numbers;
    if (runs.length === 0) return nothing;
    return html`<div><h3 class="below-half muted smaller regular">${msg('接下来自动执行', { id: 'numbers-runs' })}</h3><ul>${runs.map(
      ({ form, id, name, next }) =>
        html`<li class="flex based gap-2 pad-block-1"><a class="ellipsis rest"
            href="/forms/${form}/${id}">${name}</a><span class="small muted one-line">${moment(next ?? undefined)}</span></li>`,
    )}</ul></div>`;
  }
}

/** Of the number on a tile: what is to be done stands out. */
function toneOf({ key, count }: Tile): string {
  if (count === 0) return 'muted regular';
  const tones: Partial<Record<Tile['key'], string>> = {
    failed: 'in-error',
    held: 'in-warn',
    confirmations: 'in-warn',
  };
  return `bold ${tones[key] ?? ''}`;
}

interface BarPart {
  /** Of the whole; more than all of it is all of it. */
  readonly share: number;
  readonly tone: 'in-accent' | 'in-error' | 'in-warn';
  /** Stands behind another. Default: it does not. */
  readonly pale?: boolean;
}

/** Each part from the same beginning; the number stands beside it. */
function bar(parts: readonly BarPart[]): TemplateResult {
  return html`<svg class="painted blocks fills above-half" height="6" viewBox="0 0 100 6"
      preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect class="faint" width="100" height="6"></rect>`}
    ${parts.map(
      ({ share, tone, pale = false }) =>
        svg`<rect class=${tone} fill-opacity=${pale ? 0.45 : 1} width=${Math.min(1, share) * 100} height="6"></rect>`,
    )}</svg>`;
}

customElements.define('gj-issuing-numbers', GjIssuingNumbers);
