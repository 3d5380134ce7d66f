import { msg, str } from '@lit/localize';
import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { language } from '../../session/i18n.ts';
import { given, text, withProperties } from '../base/with-properties.ts';
import { type ChartCell, type ChartData, type ChartTable, figureCell } from './chart-data.ts';
import { brokenText, chartWidth } from './cut-text.ts';
import { DrawnChart } from './drawn-chart.ts';
import { type Scale, scaleOf } from './scale.ts';
import { dashes, ground, textures } from './textures.ts';
import { tickTexts } from './tick-text.ts';

/** Where the axis is, in pixels. */
const bottom = 232;
const top = 12;
/** A line of names. */
const nameLine = 13;
/** Room for the name of a category, in pixels. */
const nameRoom = 56;

/** Numbers beside an axis: bars from nothing, or lines. */
export class GjChart extends withProperties(DrawnChart, {
  data: given<ChartData>(() => ({ categories: [], series: [] })),
  look: text<'bars' | 'lines'>('bars'),
}) {
  protected override get isEmpty(): boolean {
    return !this.data.series.some(({ cells }) => cells.some((cell) => cell !== null));
  }

  protected override get height(): number {
    return bottom + 15 + nameLine * Math.max(1, ...this.#axis().names.map((lines) => lines.length));
  }

  protected override legend(): TemplateResult | typeof nothing {
    const { series } = this.data;
    if (series.length < 2) return nothing;
    return html`<ul class="flex wraps gap-3 small muted unlisted" aria-hidden="true">${series.map(
      (
        { name },
        at,
      ) => html`<li class="flex centred gap-1"><svg class="key" width="12" height="12">${textures}<rect
          width="12" height="12" rx="2" fill=${ground(at)}></rect></svg>${name}</li>`,
    )}</ul>`;
  }

  protected override behind(): ChartTable {
    const { categories, series } = this.data;
    return {
      heads: [msg('名称', { id: 'chart-name' }), ...series.map(({ name }) => name)],
      rows: categories.map((name, at) => [
        { text: name },
        ...series.map(({ cells }) => figureCell(cells[at])),
      ]),
    };
  }

  protected override drawing(): unknown {
    const { scale, texts, side, step, names } = this.#axis();
    const y = (value: string) => bottom - scale.at(value);
    return svg`${textures}${scale.ticks.map(
      (
        tick,
        at,
      ) => svg`<line class=${tick === '0' ? 'zero' : 'grid'} x1=${side} x2=${this.width} y1=${y(tick)} y2=${y(tick)}></line>
        <text x=${side - 8} y=${y(tick) + 4} text-anchor="end" aria-hidden="true">${texts[at]}</text>`,
    )}${this.look === 'lines' ? this.#lines(y, { side, step }) : this.#bars(scale, y, { side, step })}${names.map(
      (lines, at) =>
        lines.map(
          (line, below) => svg`<text x=${side + step * (at + 0.5)} y=${bottom + 18 + below * nameLine}
          text-anchor="middle" aria-hidden="true">${line}</text>`,
        ),
    )}`;
  }

  /** The scale beside the bars, and the names below them: where there is no room for all of them, some. */
  #axis() {
    const { categories, series } = this.data;
    const values = series.flatMap(({ cells }) => cells.flatMap((cell) => cell?.value ?? []));
    const scale = scaleOf(values, bottom - top);
    const texts = tickTexts(scale.ticks, language());
    const side = Math.max(...texts.map(chartWidth)) + 14;
    const step = (this.width - side) / Math.max(1, categories.length);
    const every = Math.max(1, Math.ceil(nameRoom / step));
    const names = categories.map((name, at) => (at % every === 0 ? brokenText(name, step * every - 4) : []));
    return { scale, texts, side, step, names };
  }

  #said(at: number, name: string, { text: number }: ChartCell): string {
    const category = this.data.categories[at] ?? '';
    return this.data.series.length > 1
      ? msg(str`${category} · ${name}：${number}`, { id: 'chart-told' })
      : msg(str`${category}：${number}`, { id: 'chart-told-one' });
  }

  #bars(scale: Scale, y: (value: string) => number, { side, step }: Axis): SVGTemplateResult {
    const { categories, series } = this.data;
    const wide = Math.min(48, (step * 0.76) / Math.max(1, series.length));
    const begin = (at: number) => side + step * (at + 0.5) - (wide * series.length) / 2;
    return svg`${categories.map((_, at) =>
      series.map(({ name, cells }, place) => {
        const cell = cells[at];
        if (!cell) return nothing;
        const long = scale.long(cell.value);
        const shape = svg`<rect class="shape" x=${begin(at) + wide * place} width=${Math.max(1, wide - 1)} fill=${ground(place)}
          y=${y('0') - Math.max(0, long)} height=${Math.abs(long)}></rect>
          <rect x=${begin(at) + wide * place} width=${wide} y=${top} height=${bottom - top} fill="transparent"></rect>`;
        return this.mark(
          at * series.length + place,
          { label: this.#said(at, name, cell), href: cell.href },
          shape,
        );
      }),
    )}`;
  }

  #lines(y: (value: string) => number, { side, step }: Axis): SVGTemplateResult {
    const { series } = this.data;
    const x = (at: number) => side + step * (at + 0.5);
    return svg`${series.map(({ name, cells }, place) => {
      const points = cells.flatMap((cell, at) => (cell ? [{ cell, at }] : []));
      const path = points
        .map(({ cell, at }, first) => `${first === 0 ? 'M' : 'L'}${x(at)} ${y(cell.value)}`)
        .join('');
      const colour = `var(--gj-series-${place % 8})`;
      return svg`<path d=${path} fill="none" stroke=${colour} stroke-width="2" stroke-linejoin="round"
          stroke-dasharray=${dashes(place)}></path>
        ${points.map(({ cell, at }) =>
          this.mark(
            place * cells.length + at,
            { label: this.#said(at, name, cell), href: cell.href },
            svg`<circle class="shape" cx=${x(at)} cy=${y(cell.value)} r="3.5" fill=${colour}></circle>
              <circle cx=${x(at)} cy=${y(cell.value)} r="10" fill="transparent"></circle>`,
          ),
        )}`;
    })}`;
  }
}

interface Axis {
  readonly side: number;
  readonly step: number;
}

customElements.define('gj-chart', GjChart);
