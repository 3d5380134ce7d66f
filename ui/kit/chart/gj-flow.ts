import { msg, str } from '@lit/localize';
import { svg } from 'lit';
import { abs, sum } from '../../../metadata/common/decimal.ts';
import { given, withProperties } from '../base/with-properties.ts';
import { type ChartTable, figureCell, type NamedCell, seriesColour } from './chart-data.ts';
import { cutText } from './cut-text.ts';
import { DrawnChart } from './drawn-chart.ts';
import { layRibbons, type Piece, ribbonPath } from './ribbons.ts';

export interface FlowPiece extends Piece {
  readonly text: string;
  readonly href?: string | undefined;
}

const row = 44;
const between = 10;

/** What goes from where to where, and how much: ribbons of one thickness for equal values. */
export class GjFlow extends withProperties(DrawnChart, {
  /** From the first to the last, each with all that leaves it. */
  left: given<readonly NamedCell[]>(() => []),
  right: given<readonly NamedCell[]>(() => []),
  pieces: given<readonly FlowPiece[]>(() => []),
}) {
  protected override get isEmpty(): boolean {
    return Number(sum(this.pieces.map(({ value }) => abs(value)))) === 0;
  }

  protected override get height(): number {
    return Math.max(this.left.length, this.right.length) * (row + between);
  }

  protected override behind(): ChartTable {
    return {
      heads: [
        msg('从', { id: 'chart-from' }),
        msg('到', { id: 'chart-to' }),
        msg('数值', { id: 'chart-value' }),
      ],
      rows: this.pieces.map((piece) => [
        { text: this.left[piece.from]?.name ?? '' },
        { text: this.right[piece.to]?.name ?? '' },
        figureCell(piece),
      ]),
    };
  }

  protected override drawing(): unknown {
    const side = Math.max(120, Math.min(240, this.width * 0.2));
    const edges = (nodes: readonly NamedCell[]) =>
      nodes.map((_, at) => ({ y: at * (row + between), height: row }));
    const [left, right] = [edges(this.left), edges(this.right)];
    const end = this.width - side;
    const node = ({ name, text }: NamedCell, at: number, x: number) => {
      const y = at * (row + between);
      return svg`<rect x=${x} y=${y} width=${side} height=${row} rx="4" fill="var(--gj-head)" stroke="var(--gj-line)"></rect>
        <text class="strong" x=${x + 10} y=${y + 19}>${cutText(name, side - 20)}</text>
        <text class="figures" x=${x + 10} y=${y + 35}>${text}</text>`;
    };
    return svg`${layRibbons(this.pieces, { left, right }).map((ends, at) => {
      const piece = this.pieces[at];
      const [from, to] = [this.left[piece?.from ?? 0]?.name ?? '', this.right[piece?.to ?? 0]?.name ?? ''];
      const label = msg(str`${from} → ${to}：${piece?.text ?? ''}`, { id: 'chart-told-flow' });
      return this.mark(
        at,
        { label, href: piece?.href },
        svg`<path class="shape" d=${ribbonPath(ends, side, end)} fill=${seriesColour(piece?.from ?? 0)} fill-opacity="0.4"></path>`,
      );
    })}${this.left.map((one, at) => node(one, at, 0))}${this.right.map((one, at) => node(one, at, end))}`;
  }
}
customElements.define('gj-flow', GjFlow);
