import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Counted, Tile, WaitingConfirmations } from '../../../rules/einvoicing/contract/overview.ts';
import { afterFrame } from '../../kit/base/after-frame.ts';
import { coming } from '../../kit/base/first-quiet.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { drawn } from '../../kit/base/icons.ts';
import { onceLoaded } from '../../kit/base/once-loaded.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import type { NamedCell } from '../../kit/chart/chart-data.ts';
import type { ListedBar } from '../../kit/chart/gj-bar-list.ts';
import { moment } from '../../kit/moment.ts';
import { plural, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { drawings } from '../drawings.ts';
import { IssuingNumbers } from './issuing-numbers.ts';
import { limitBars } from './limit-bars.ts';
import { listOf } from './list-of.ts';
import '../../kit/chart/gj-bar-list.ts';

/** The invoices that wait for an action, and those that were issued, in numbers: each leads to the list it counts. */
export class GjIssuingNumbers extends withProperties(GjElement, {
  /** All types that were issued, not only the few that most invoices are of. */
  whole: state(false),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      .tiles {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
      /* As many in each line: none stands alone in the last. */
      @container (min-width: 560px) {
        .tiles {
          grid-template-columns: repeat(var(--half), minmax(0, 1fr));
        }
      }
      @container (min-width: 1000px) {
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
      /* Where there is room for two, those that are short share the line below two long ones. */
      @container (min-width: 560px) and (max-width: 920px) {
        .charts {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
        .charts:has(> :nth-child(3)) > .short {
          grid-column: 1 / -1;
          order: 1;
        }
        .charts:has(> :nth-child(3)) > .short > .stack {
          grid-template-columns: repeat(2, minmax(0, 1fr));
          column-gap: var(--gj-6);
        }
      }
    `,
  ];

  readonly #numbers = new IssuingNumbers(this);

  /** The pictures come behind the numbers. */
  protected override firstUpdated(): void {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    this.emitUp(coming, promise);
    afterFrame(() => resolve(loadPictures().catch(() => {})));
  }

  override render() {
    const { overview } = this.#numbers;
    if (!overview) return nothing;
    const { tiles, month, quota, credit } = overview;
    const licences = maySteerLicences() ? overview.licences : [];
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
      <gj-issuing-pictures .overview=${overview}></gj-issuing-pictures>
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
    const bars = month.map((one): ListedBar => {
      const now = today.find(({ type }) => type === one.type);
      const said = now && msg(str`今天 ${now.count}`, { id: 'numbers-today' });
      return {
        ...counted(one, say(one.label)),
        ...(now && said !== undefined && { part: { ...counted(now, said), text: said } }),
      };
    });
    const rest = bars.length - mostTypes;
    // One alone takes no more room than the button that would hide it.
    const cut = rest > 1 && !this.whole;
    return html`<div>${listedBars(msg('本月已开发票', { id: 'numbers-month' }), cut ? bars.slice(0, mostTypes) : bars)}
      ${
        cut
          ? html`<button class="plain small unpadded" @click=${() => {
              this.whole = true;
            }}>${plural(msg(str`其余 ${rest} 种`, { id: 'numbers-month-rest' }))}</button>`
          : nothing
      }</div>`;
  }

  /** The few reasons of most failures stand first, each with how much of them it makes together with those above. */
  #reasons(): TemplateResult | typeof nothing {
    const { reasons = [] } = this.#numbers.overview ?? {};
    if (reasons.length === 0) return nothing;
    const bars = reasons
      .toSorted((a, b) => b.count - a.count)
      .map((one): ListedBar => ({ ...counted(one, one.text), tone: 'in-error' }));
    return listedBars(msg('开票失败的原因', { id: 'numbers-reasons' }), bars, true);
  }

  /** Both are short: one below the other they fill the column beside the long ones. */
  #limitsAndRuns(): TemplateResult | typeof nothing {
    const [limits, runs] = [this.#limits(), this.#runs()];
    return limits === nothing && runs === nothing
      ? nothing
      : html`<div class="short"><div class="stack">${limits}${runs}</div></div>`;
  }

  /** Of what there is only so much, and how much of it is taken. */
  #limits(): TemplateResult | typeof nothing {
    const { overview } = this.#numbers;
    const { licences = [] } = overview ?? {};
    const bars = overview ? limitBars({ ...overview, licences: maySteerLicences() ? licences : [] }) : [];
    return bars.length === 0 ? nothing : listedBars(msg('额度与许可', { id: 'numbers-credit' }), bars);
  }

  #runs(): TemplateResult | typeof nothing {
    const { runs } = this.#numbers;
    if (runs.length === 0) return nothing;
    return html`<div><h3 class="below-half muted smaller regular">${msg('本组织即将自动执行', { id: 'numbers-runs' })}</h3><ul>${runs.map(
      ({ form, id, name, next }) =>
        html`<li class="flex based gap-2 pad-block-1"><a class="ellipsis rest"
            href="/forms/${form}/${id}">${name}</a><span class="small muted one-line">${moment(next ?? undefined)}</span></li>`,
    )}</ul></div>`;
  }
}

/** Of the types of invoices that are shown at first. */
const mostTypes = 5;

const loadPictures = onceLoaded(() => import('./gj-issuing-pictures.ts'));

/** What has to be done first stands first, what goes on by itself last. */
const urgent: readonly Tile['key'][] = ['failed'];
const usual: readonly Tile['key'][] = ['to-audit', 'waiting', 'held', 'pending', 'issuing'];

function counted(one: Counted, name: string): NamedCell {
  return { name, value: String(one.count), text: one.count.toLocaleString(), href: listOf(one) };
}

function listedBars(heading: string, bars: readonly ListedBar[], gathers = false): TemplateResult {
  return html`<div><h3 class="flex apart below-half muted smaller regular">${heading}${
    gathers ? html`<span aria-hidden="true">${msg('累计', { id: 'numbers-gathered' })}</span>` : nothing
  }</h3><gj-bar-list .bars=${bars} label=${heading} ?gathers=${gathers}></gj-bar-list></div>`;
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

/** Licences are those of the whole system: whoever can get no others is shown none. */
const maySteerLicences = () =>
  session.may('cloud-authorisation', 'edit') || session.may('cloud-authorisation', 'sync-licences');

customElements.define('gj-issuing-numbers', GjIssuingNumbers);
