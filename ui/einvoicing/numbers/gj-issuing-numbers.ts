import { msg, str } from '@lit/localize';
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import type { Credit, Tile } from '../../../rules/einvoicing/contract/overview.ts';
import { grouped } from '../../fields/common/shown.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { drawn } from '../../kit/base/icons.ts';
import { withProperties } from '../../kit/base/with-properties.ts';
import { moment } from '../../kit/moment.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { drawings } from '../drawings.ts';
import { IssuingNumbers, listOf } from './issuing-numbers.ts';

/** The invoices that wait for an action, and those that were issued, in numbers: each leads to the list it counts. */
export class GjIssuingNumbers extends withProperties(GjElement, {}) {
  static override styles = [
    shared,
    css`
      :host {
        margin-block-end: var(--gj-3);
      }
      h2 .small {
        font-weight: 400;
      }
      .tiles {
        grid-template-columns: repeat(auto-fit, minmax(var(--gj-size-110), 1fr));
      }
      .tiles a {
        display: grid;
        padding: var(--gj-2) var(--gj-3);
        border: var(--gj-edge);
        border-radius: var(--gj-radius);
        color: var(--gj-text);
      }
      .tiles a:hover {
        border-color: var(--gj-accent);
        text-decoration: none;
      }
      .tiles b {
        font-size: var(--gj-text-2xl);
        font-weight: 600;
        line-height: var(--gj-line-2xl);
        font-variant-numeric: tabular-nums;
      }
      .tiles .none b {
        font-weight: 400;
        color: var(--gj-muted);
      }
      .failed b {
        color: var(--gj-error);
      }
      .held b {
        color: var(--gj-warn);
      }
      .charts {
        grid-template-columns: repeat(auto-fit, minmax(var(--gj-size-280), 1fr));
        gap: var(--gj-3) var(--gj-6);
        margin-block-start: var(--gj-4);
      }
      h3 {
        margin-block-end: var(--gj-half);
      }
      li {
        padding-block: var(--gj-1);
      }
      .line > :first-child {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .line span,
      .line b {
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
      }
      li svg {
        display: block;
        width: 100%;
        height: var(--gj-1h);
        margin-block-start: var(--gj-half);
      }
      .room {
        fill: var(--gj-line);
      }
      .part {
        fill: color-mix(in srgb, var(--gj-accent) 45%, var(--gj-surface));
      }
      .now {
        fill: var(--gj-accent);
      }
      .over {
        fill: var(--gj-error);
      }
      .near {
        fill: var(--gj-warn);
      }
    `,
  ];

  readonly #numbers = new IssuingNumbers(this);

  override render() {
    const { overview } = this.#numbers;
    if (!overview || overview.tiles.length + overview.month.length === 0) return nothing;
    const whose =
      overview.reach === 'below'
        ? msg('本组织及下级', { id: 'numbers-below' })
        : msg('本组织', { id: 'numbers-own' });
    const charts = [this.#issued(), this.#reasons(), this.#credit(), this.#runs()];
    return html`<section class="card" aria-labelledby="numbers">
      <h2 class="across below-3" id="numbers">${drawn(drawings.invoice)}${msg('开票', { id: 'numbers' })} <span class="small muted">${whose}</span></h2>
      <div class="tiles stack-2">${overview.tiles.map((tile) => this.#tile(tile))}</div>
      ${charts.some((one) => one !== nothing) ? html`<div class="charts gridded">${charts}</div>` : nothing}
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
    };
    return html`<a class=${tile.count === 0 ? 'none' : tile.key} href=${listOf(tile)}><b>${tile.count.toLocaleString()}</b>
      <span class="small">${words[tile.key]}</span></a>`;
  }

  #issued(): TemplateResult | typeof nothing {
    const { month = [], today = [] } = this.#numbers.overview ?? {};
    if (month.length === 0) return nothing;
    const most = Math.max(...month.map(({ count }) => count));
    return html`<div><h3 class="muted smaller regular">${msg('本月已开发票', { id: 'numbers-month' })}</h3><ul>${month.map(
      (one) => {
        const now = today.find(({ type }) => type === one.type);
        return html`<li><div class="line flex based gap-2"><a href=${listOf(one)}>${say(one.label)}</a>
          ${now ? html`<a class="small" href=${listOf(now)}>${msg(str`今天 ${now.count}`, { id: 'numbers-today' })}</a>` : nothing}
          <b>${one.count.toLocaleString()}</b></div>
        ${bar([
          { share: one.count / most, tone: 'part' },
          { share: (now?.count ?? 0) / most, tone: 'now' },
        ])}</li>`;
      },
    )}</ul></div>`;
  }

  #reasons(): TemplateResult | typeof nothing {
    const { reasons = [] } = this.#numbers.overview ?? {};
    if (reasons.length === 0) return nothing;
    const most = Math.max(...reasons.map(({ count }) => count));
    return html`<div><h3 class="muted smaller regular">${msg('开票失败的原因', { id: 'numbers-reasons' })}</h3><ul>${reasons.map(
      (
        one,
      ) => html`<li><div class="line flex based gap-2"><a href=${listOf(one)} title=${one.text}>${one.text}</a><b>${one.count.toLocaleString()}</b></div>
        ${bar([{ share: one.count / most, tone: 'over' }])}</li>`,
    )}</ul></div>`;
  }

  #credit(): TemplateResult | typeof nothing {
    const { credit = [] } = this.#numbers.overview ?? {};
    if (credit.length === 0) return nothing;
    const line = (name: string, control: string, { used, limit }: Credit) => {
      if (limit === null) return nothing;
      const share = Number(limit) > 0 ? Number(used) / Number(limit) : 1;
      const tone = share >= 1 ? 'over' : share >= 0.8 ? 'near' : 'now';
      return html`<li><div class="line flex based gap-2"><a href="/forms/business-control/${control}">${name}</a>
          <span>${grouped(used, 2)} / ${grouped(limit, 2)}</span></div>${bar([{ share, tone }])}</li>`;
    };
    return html`<div><h3 class="muted smaller regular">${msg('已用额度', { id: 'numbers-credit' })}</h3><ul>${credit.map(
      ({ control, businessType, day, month }) =>
        html`${line(msg(str`${businessType} · 今天`, { id: 'numbers-credit-day' }), control, day)}
          ${line(msg(str`${businessType} · 本月`, { id: 'numbers-credit-month' }), control, month)}`,
    )}</ul></div>`;
  }

  #runs(): TemplateResult | typeof nothing {
    const { runs } = this.#numbers;
    if (runs.length === 0) return nothing;
    return html`<div><h3 class="muted smaller regular">${msg('接下来自动执行', { id: 'numbers-runs' })}</h3><ul>${runs.map(
      ({ form, id, name, next }) =>
        html`<li class="line flex based gap-2"><a href="/forms/${form}/${id}">${name}</a><span class="small muted">${moment(next ?? undefined)}</span></li>`,
    )}</ul></div>`;
  }
}

interface BarPart {
  /** Of the whole; more than all of it is all of it. */
  readonly share: number;
  readonly tone: 'part' | 'now' | 'over' | 'near';
}

/** Each part from the same beginning; the number stands beside it. */
function bar(parts: readonly BarPart[]): TemplateResult {
  return html`<svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect class="room" width="100" height="6"></rect>`}
    ${parts.map(({ share, tone }) => svg`<rect class=${tone} width=${Math.min(1, share) * 100} height="6"></rect>`)}</svg>`;
}

customElements.define('gj-issuing-numbers', GjIssuingNumbers);
