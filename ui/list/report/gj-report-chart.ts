import { msg, str } from '@lit/localize';
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { ChartName } from '../../../metadata/report-source.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { shared } from '../../theme/shared.ts';
import { type ChartShape, isWhole, partsOf, ticks } from './chart-shape.ts';

const height = 260;
const foot = 44;
const top = 12;
const side = 76;

/** Numbers as bars, lines or parts of a whole. The table below says the same in words and figures. */
export class GjReportChart extends withProperties(GjElement, {
  shape: given<ChartShape>(),
  look: given<ChartName>(),
  label: text(),
  /** In pixels. */
  width: state(0),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      svg {
        display: block;
        width: 100%;
        height: ${height}px;
        overflow: visible;
      }
      text {
        fill: var(--gj-muted);
        font-size: var(--gj-text-xs);
      }
      .grid {
        stroke: var(--gj-line);
      }
      .zero {
        stroke: var(--gj-line-strong);
      }
      .mark {
        width: var(--gj-2h);
        height: var(--gj-2h);
        border-radius: var(--gj-half);
      }
    `,
  ];

  readonly #watch = new ResizeObserver(([entry]) => {
    this.width = Math.floor(entry?.contentRect.width ?? 0);
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch.disconnect();
  }

  override render() {
    const { shape, look } = this;
    const parts =
      look === 'pie' && isWhole(shape) ? partsOf(shape, msg('其他', { id: 'chart-others' })) : null;
    const names = parts ? parts.map(({ name }) => name) : shape.series.map(({ name }) => name);
    const turned = look === 'pie' && !parts;
    return html`${
      turned
        ? html`<p class="small muted below-2">${msg('有负数或不止一组数，不能画成饼图，已画成柱形', { id: 'chart-no-pie' })}</p>`
        : nothing
    }
      <svg role="img" aria-label=${this.label} width=${this.width} height=${height}>${this.#drawn(parts)}</svg>
      ${
        names.length > 1 || parts
          ? html`<ul class="names flex wraps gap-3 small muted above-2 unlisted" aria-hidden="true">${names.map(
              (name, at) =>
                html`<li class="flex centred gap-1"><span class="mark" style="background: var(--gj-series-${at % 8})"></span>${name}</li>`,
            )}</ul>`
          : nothing
      }`;
  }

  #drawn(parts: readonly Part[] | null): TemplateResult | typeof nothing {
    if (this.width === 0) return nothing;
    if (parts) return this.#pie(parts);
    return this.look === 'lines' ? this.#lines() : this.#bars();
  }

  /** Where a number stands, and the lines beside which numbers are written. */
  #scale(): { readonly y: (number: number) => number; readonly axis: TemplateResult } {
    const all = this.shape.series.flatMap(({ numbers }) => numbers.filter((one) => one !== null));
    const marks = ticks(all);
    const [least = 0, most = 1] = [marks[0], marks.at(-1)];
    const y = (number: number) => top + ((most - number) / (most - least)) * (height - foot - top);
    return {
      y,
      axis: svg`${marks.map(
        (
          mark,
        ) => svg`<line class=${mark === 0 ? 'zero' : 'grid'} x1=${side} x2=${this.width} y1=${y(mark)} y2=${y(mark)}></line>
          <text x=${side - 8} y=${y(mark) + 4} text-anchor="end">${short(mark)}</text>`,
      )}`,
    };
  }

  /** The names below; where there is no room for all of them, some. */
  #names(step: number): TemplateResult {
    const { categories } = this.shape;
    const every = Math.max(1, Math.ceil(48 / step));
    const room = Math.max(4, Math.floor((step * every) / 7));
    return svg`${categories.map((name, at) =>
      at % every === 0
        ? svg`<text x=${side + step * (at + 0.5)} y=${height - foot + 18} text-anchor="middle"><title>${name}</title>${cut(name, room)}</text>`
        : nothing,
    )}`;
  }

  #bars(): TemplateResult {
    const { categories, series } = this.shape;
    const { y, axis } = this.#scale();
    const step = (this.width - side) / Math.max(1, categories.length);
    const wide = Math.min(48, (step * 0.76) / Math.max(1, series.length));
    const begin = (at: number) => side + step * (at + 0.5) - (wide * series.length) / 2;
    return svg`${axis}${series.map(({ name, numbers }, place) =>
      numbers.map((number, at) =>
        number === null
          ? nothing
          : svg`<rect x=${begin(at) + wide * place} width=${Math.max(1, wide - 1)} rx="1" fill="var(--gj-series-${place % 8})"
              y=${Math.min(y(number), y(0))} height=${Math.max(1, Math.abs(y(number) - y(0)))}>
              <title>${saidOf(categories[at] ?? '', name, number)}</title></rect>`,
      ),
    )}${this.#names(step)}`;
  }

  #lines(): TemplateResult {
    const { categories, series } = this.shape;
    const { y, axis } = this.#scale();
    const step = (this.width - side) / Math.max(1, categories.length);
    const x = (at: number) => side + step * (at + 0.5);
    return svg`${axis}${series.map(({ name, numbers }, place) => {
      const points = numbers.flatMap((number, at) => (number === null ? [] : [{ number, at }]));
      const path = points
        .map(({ number, at }, first) => `${first === 0 ? 'M' : 'L'}${x(at)} ${y(number)}`)
        .join('');
      return svg`<path d=${path} fill="none" stroke="var(--gj-series-${place % 8})" stroke-width="2" stroke-linejoin="round"></path>
        ${points.map(
          ({
            number,
            at,
          }) => svg`<circle cx=${x(at)} cy=${y(number)} r="3" fill="var(--gj-series-${place % 8})">
            <title>${saidOf(categories[at] ?? '', name, number)}</title></circle>`,
        )}`;
    })}${this.#names(step)}`;
  }

  #pie(parts: readonly Part[]): TemplateResult {
    const whole = parts.reduce((sum, { number }) => sum + number, 0);
    const radius = (height - 2 * top) / 2;
    const [cx, cy] = [this.width / 2, height / 2];
    const point = (angle: number) => `${cx + radius * Math.cos(angle)} ${cy + radius * Math.sin(angle)}`;
    let from = -Math.PI / 2;
    return svg`${parts.map(({ name, number }, at) => {
      const share = number / whole;
      const to = from + share * 2 * Math.PI;
      const path = `M${cx} ${cy} L${point(from)} A${radius} ${radius} 0 ${share > 0.5 ? 1 : 0} 1 ${point(to)} Z`;
      const title = svg`<title>${saidOf(name, percent(share), number)}</title>`;
      from = to;
      return parts.length === 1
        ? svg`<circle cx=${cx} cy=${cy} r=${radius} fill="var(--gj-series-0)">${title}</circle>`
        : svg`<path d=${path} fill="var(--gj-series-${at % 8})" stroke="var(--gj-surface)">${title}</path>`;
    })}`;
  }
}

type Part = ReturnType<typeof partsOf>[number];

const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
const saidOf = (category: string, name: string, number: number) =>
  msg(str`${category} · ${name}：${grouped(String(number))}`, { id: 'chart-told' });

function cut(name: string, room: number): string {
  const letters = [...name];
  return letters.length <= room ? name : `${letters.slice(0, Math.max(1, room - 1)).join('')}…`;
}

/** 1200000 → 1.2M, since there is room for no more. */
function short(number: number): string {
  return new Intl.NumberFormat(document.documentElement.lang || 'zh', {
    notation: 'compact',
    maximumFractionDigits: 2,
  }).format(number);
}

customElements.define('gj-report-chart', GjReportChart);
