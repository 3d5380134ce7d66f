import { msg, str } from '@lit/localize';
import { html, svg, type TemplateResult } from 'lit';
import { sum } from '../../../metadata/common/decimal.ts';
import { given, withProperties } from '../base/with-properties.ts';
import { type ChartTable, figureCell, type NamedCell } from './chart-data.ts';
import { DrawnChart } from './drawn-chart.ts';
import { percentOf } from './percent-of.ts';
import { shareOf } from './scale.ts';
import { ground, textures } from './textures.ts';

const height = 236;
const radius = 106;

/** Parts of a whole, none of them below nothing: equal angles are equal values. */
export class GjParts extends withProperties(DrawnChart, {
  parts: given<readonly NamedCell[]>(() => []),
}) {
  protected override get isEmpty(): boolean {
    return this.parts.length === 0;
  }

  protected override get height(): number {
    return height;
  }

  get #whole(): string {
    return sum(this.parts.map(({ value }) => value));
  }

  protected override legend(): TemplateResult {
    return html`<ul class="flex wraps gap-3 small muted unlisted" aria-hidden="true">${this.parts.map(
      (
        { name },
        at,
      ) => html`<li class="flex centred gap-1"><svg class="key" width="12" height="12">${textures}<rect
          width="12" height="12" rx="2" fill=${ground(at)}></rect></svg>${name}</li>`,
    )}</ul>`;
  }

  protected override behind(): ChartTable {
    const whole = this.#whole;
    return {
      heads: [
        msg('名称', { id: 'chart-name' }),
        msg('数值', { id: 'chart-value' }),
        msg('占比', { id: 'chart-share' }),
      ],
      rows: this.parts.map((part) => [
        { text: part.name },
        figureCell(part),
        { text: percentOf(shareOf(part.value, whole)), end: true },
      ]),
    };
  }

  protected override drawing(): unknown {
    const whole = this.#whole;
    const [cx, cy] = [this.width / 2, height / 2];
    const point = (angle: number) => `${cx + radius * Math.cos(angle)} ${cy + radius * Math.sin(angle)}`;
    let from = -Math.PI / 2;
    return svg`${textures}${this.parts.map(({ name, value, text, href }, at) => {
      const share = shareOf(value, whole);
      const to = from + share * 2 * Math.PI;
      const path = `M${cx} ${cy} L${point(from)} A${radius} ${radius} 0 ${share > 0.5 ? 1 : 0} 1 ${point(to)} Z`;
      from = to;
      const label = msg(str`${name} · ${percentOf(share)}：${text}`, { id: 'chart-told' });
      const shape =
        share === 1
          ? svg`<circle class="shape" cx=${cx} cy=${cy} r=${radius} fill=${ground(at)}></circle>`
          : svg`<path class="shape" d=${path} fill=${ground(at)} stroke="var(--gj-surface)"></path>`;
      return this.mark(at, { label, href }, shape);
    })}`;
  }
}

customElements.define('gj-parts', GjParts);
