import { msg, str } from '@lit/localize';
import { svg } from 'lit';
import { given, text, withProperties } from '../base/with-properties.ts';
import { type ChartTable, figureCell, type NamedCell } from './chart-data.ts';
import { cutText } from './cut-text.ts';
import { DrawnChart } from './drawn-chart.ts';
import { longestOf, shareOf } from './scale.ts';

/** A node of a tree with its figure; it stands below the last one before it that is a level higher. */
export interface HeatNode extends NamedCell {
  /** 0 at the top. */
  readonly level: number;
  /** Of its figure what is its own, the rest being of those below it. Default: all of it. */
  readonly own?: string;
  /** Said behind its figure. Default: nothing is. */
  readonly note?: string;
}

const row = 26;
const indent = 16;

/** A tree, and a figure of each of its nodes: bars begin at one line, so that those of all levels can be compared. */
export class GjHeatTree extends withProperties(DrawnChart, {
  nodes: given<readonly HeatNode[]>(() => []),
  /** The name of the figure. */
  figure: text(),
}) {
  protected override get isEmpty(): boolean {
    return this.nodes.length === 0;
  }

  protected override get height(): number {
    return this.nodes.length * row;
  }

  protected override behind(): ChartTable {
    return {
      heads: [msg('名称', { id: 'chart-name' }), this.figure || msg('数值', { id: 'chart-value' })],
      rows: this.nodes.map((node) => [{ text: `${'　'.repeat(node.level)}${node.name}` }, figureCell(node)]),
    };
  }

  protected override drawing(): unknown {
    const { nodes, width } = this;
    const longest = longestOf(nodes.map(({ value }) => value));
    const names = Math.min(320, width * 0.42);
    const room = Math.max(20, width - names - 150);
    const long = (value: string) => Math.abs(shareOf(value, longest)) * room;
    return svg`${nodes.map(({ name, value, text: words, href, level, own = value, note }, at) => {
      const y = at * row;
      const above = nodes.findLastIndex((node, place) => place < at && node.level < level);
      const bar = (part: string, opacity: number) =>
        svg`<rect x=${names} y=${y + 6} width=${long(part)} height=${row - 12} rx="2" fill=${colourOf(part)}
          opacity=${opacity}></rect>`;
      const label = msg(str`${name}：${words}`, { id: 'chart-told-one' });
      const x = level * indent;
      return svg`${
        above < 0
          ? ''
          : svg`<path d=${`M${x - indent + 5} ${above * row + row - 5}V${y + row / 2}H${x - 3}`} fill="none" stroke="var(--gj-line-strong)"></path>`
      }<text class="strong" x=${x} y=${y + row / 2 + 4} aria-hidden="true">${cutText(name, names - x - 8)}</text>
        <text class="strong figures" x=${names + long(value) + 6} y=${y + row / 2 + 4} aria-hidden="true">${words}${
          note ? ` · ${note}` : ''
        }</text>${this.mark(
          at,
          { label: note ? `${label} ${note}` : label, href },
          svg`<g class="shape">${bar(value, own === value ? 1 : 0.45)}${own === value ? '' : bar(own, 1)}</g>
          <rect x="0" y=${y} width=${width} height=${row} fill="transparent"></rect>`,
        )}`;
    })}`;
  }
}

function colourOf(value: string): string {
  return value.startsWith('-') ? 'var(--gj-series-1)' : 'var(--gj-series-0)';
}

customElements.define('gj-heat-tree', GjHeatTree);
