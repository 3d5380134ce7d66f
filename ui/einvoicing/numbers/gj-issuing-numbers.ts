import { msg, str } from '@lit/localize';
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { Credit, Tile, WaitingConfirmations } from '../../../rules/einvoicing/contract/overview.ts';
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
      .tiles {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
      /* As many in each line: none stands alone in the last. */
      @media (min-width: 600px) {
        .tiles {
          grid-template-columns: repeat(var(--half), minmax(0, 1fr));
        }
      }
      @media (min-width: 1200px) {
        .tiles {
          grid-template-columns: repeat(var(--all), minmax(0, 1fr));
        }
      }
      .tiles a {
        align-content: start;
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
    const { tiles, month, quota, credit, licences } = overview;
    const any = [tiles, month, quota, credit, licences].some(({ length }) => length > 0);
    if (!any) return nothing;
    const whose =
      overview.reach === 'below'
        ? msg('本组织及下级', { id: 'numbers-below' })
        : msg('本组织', { id: 'numbers-own' });
    const shown = tiles.length + overview.confirmations.length;
    const charts = [this.#reasons(), this.#limitsAndRuns(), this.#issued()];
    return html`<section class="card" aria-labelledby="numbers">
      <h2 class="across below-3" id="numbers">${drawn(drawings.invoice)}${msg('开票', { id: 'numbers' })} <span
          class="small muted regular">${whose}</span></h2>
      <div class="tiles stack-2" style="--all:${shown};--half:${Math.ceil(shown / 2)}">
        ${urgent.flatMap((key) => this.#tilesOf(key, overview.tiles))}
        ${overview.confirmations.map((one) => this.#confirmations(one))}
        ${usual.flatMap((key) => this.#tilesOf(key, overview.tiles))}
      </div>
      ${charts.some((one) => one !== nothing) ? html`<div class="charts gridded gap-3 above-4">${charts}</div>` : nothing}
    </section>`;
  }

  #tilesOf(key: Tile['key'], tiles: readonly Tile[]): readonly TemplateResult[] {
    return tiles.filter((one) => one.key === key).map((tile) => this.#tile(tile));
  }

  /** Whoever has to answer is late from a moment on: that is told with the number. */
  #confirmations(one: WaitingConfirmations): TemplateResult {
    const { waitsFor, count, until } = one;
    const words =
      waitsFor === 'us'
        ? msg('红字等我方处理', { id: 'numbers-confirm-us' })
        : msg('红字等对方处理', { id: 'numbers-confirm-others' });
    const at = moment(until).slice(5);
    return html`<a class="gridded pad-2-3 in-text edged rounded" href=${listOf(one)}><b
        class="bold ${waitsFor === 'us' ? 'in-error' : ''}">${count.toLocaleString()}</b>
      <span class="small">${words}</span>
      ${at ? html`<span class="small muted">${msg(str`最早 ${at}`, { id: 'numbers-answer-by' })}</span>` : nothing}</a>`;
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

  /** Both are short: one below the other they fill the column beside the long ones. */
  #limitsAndRuns(): TemplateResult | typeof nothing {
    const [limits, runs] = [this.#limits(), this.#runs()];
    return limits === nothing && runs === nothing
      ? nothing
      : html`<div><div class="stack-3">${limits}${runs}</div></div>`;
  }

  /** Of what there is only so much, and how much of it is taken. */
  #limits(): TemplateResult | typeof nothing {
    const { credit = [], quota = [], licences = [] } = this.#numbers.overview ?? {};
    const lines = [
      ...quota.map(({ account, organisation, used, total }) =>
        this.#limit(
          msg(str`本月发票额度 · ${organisation}`, { id: 'numbers-quota' }),
          `/forms/quota-account/${account}`,
          { used: yuan(used), limit: yuan(total), share: shareOf(used, total) },
        ),
      ),
      ...credit.flatMap(({ control, organisation, businessType, day, month }) => {
        const name = [organisation, businessType].filter(Boolean).join(' ');
        // Of those below only what is short is told.
        const isShown = ({ used, limit }: Credit) =>
          organisation === '' || shareOf(used, limit ?? '0') >= short;
        return [
          isShown(day)
            ? this.#credit(msg(str`今天 · ${name}`, { id: 'numbers-credit-day' }), control, day)
            : nothing,
          isShown(month)
            ? this.#credit(msg(str`本月 · ${name}`, { id: 'numbers-credit-month' }), control, month)
            : nothing,
        ];
      }),
      ...licences.map(({ authorisation, name, used, total }) =>
        this.#limit(
          msg(str`开票许可 · ${name}`, { id: 'numbers-licences' }),
          `/forms/cloud-authorisation/${authorisation}`,
          { used: String(used), limit: String(total), share: used / total },
        ),
      ),
    ].filter((one) => one !== nothing);
    if (lines.length === 0) return nothing;
    return html`<div><h3 class="below-half muted smaller regular">${msg('额度与许可', { id: 'numbers-credit' })}</h3><ul>${lines}</ul></div>`;
  }

  #credit(name: string, control: string, { used, limit }: Credit): TemplateResult | typeof nothing {
    if (limit === null) return nothing;
    return this.#limit(name, `/forms/business-control/${control}`, {
      used: yuan(used),
      limit: yuan(limit),
      share: shareOf(used, limit),
    });
  }

  #limit(name: string, href: string, { used, limit, share }: Taken): TemplateResult {
    const tone = share >= 1 ? 'in-error' : share >= short ? 'in-warn' : 'in-accent';
    return html`<li class="pad-block-1"><div class="flex based gap-2"><a class="ellipsis rest" title=${name}
        href=${href}>${name}</a>
        <span class="one-line">${used} / ${limit}</span></div>${bar([{ share, tone }])}</li>`;
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

/** What has to be done first stands first, what goes on by itself last. */
const urgent: readonly Tile['key'][] = ['failed'];
const usual: readonly Tile['key'][] = ['to-audit', 'waiting', 'held', 'pending', 'issuing'];

/** How much of something is taken, in words and as a part of the whole. */
interface Taken {
  readonly used: string;
  readonly limit: string;
  readonly share: number;
}

/** From this part on there is little left of something. */
const short = 0.8;

const yuan = (amount: string) => `¥${grouped(amount, 2)}`;

function shareOf(used: string, limit: string): number {
  return Number(limit) > 0 ? Number(used) / Number(limit) : 1;
}

/** Of the number on a tile: what is to be done stands out. */
function toneOf({ key, count }: Tile): string {
  if (count === 0) return 'muted regular';
  const tones: Partial<Record<Tile['key'], string>> = {
    failed: 'in-error',
    held: 'in-warn',
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
