import { msg, str } from '@lit/localize';
import { nothing, svg } from 'lit';
import { compare } from '../../../metadata/common/decimal.ts';
import { given, withProperties } from '../base/with-properties.ts';
import { type ChartTable, figureCell, type NamedCell } from './chart-data.ts';
import { brokenText, chartWidth } from './cut-text.ts';
import { DrawnChart } from './drawn-chart.ts';
import { ofBefore } from './percent-of.ts';
import { longestOf, shareOf } from './scale.ts';

const bar = 26;
const row = 44;
/** Between names, bars and numbers. */
const gap = 10;
/** The lines of a name that has no room on one. */
const line = 13;

/** Steps one after the other, and how much of each comes to the next: bars as long as their numbers, around one middle. */
export class GjFunnel extends withProperties(DrawnChart, {
  steps: given<readonly NamedCell[]>(() => []),
}) {
  protected override get isEmpty(): boolean {
    return this.steps.every(({ value }) => compare(value, '0') === 0);
  }

  protected override get height(): number {
    return row * this.steps.length - (row - bar) + 2;
  }

  /** How much of the step before there is; null: it is the first, or nothing came before. */
  #ofBefore(at: number): string | null {
    const [before, now] = [this.steps[at - 1]?.value ?? '0', this.steps[at]?.value ?? '0'];
    return compare(before, '0') === 0 ? null : ofBefore(shareOf(now, before));
  }

  protected override behind(): ChartTable {
    return {
      heads: [
        msg('步骤', { id: 'chart-step' }),
        msg('数值', { id: 'chart-value' }),
        msg('相对上一步', { id: 'chart-of-before' }),
      ],
      rows: this.steps.map((step, at) => [
        { text: step.name },
        figureCell(step),
        { text: this.#ofBefore(at) ?? '', end: true },
      ]),
    };
  }

  protected override drawing(): unknown {
    const { steps } = this;
    const longest = longestOf(steps.map(({ value }) => value));
    // Names take what they need, as long as most of the width stays for the bars.
    const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(chartWidth)) + gap;
    const before = Math.min(widest(steps.map(({ name }) => name)), this.width * 0.36);
    const numbers = steps.flatMap(({ text }, at) => [text, this.#ofBefore(at) ?? '']);
    const after = Math.min(widest(numbers), this.width * 0.3);
    const room = Math.max(40, this.width - before - after);
    const middle = before + room / 2;
    const long = (at: number) => shareOf(steps[at]?.value ?? '0', longest) * room;
    return svg`${steps.map(({ name, text, href }, at) => {
      const [y, wide, next] = [at * row + 1, long(at), long(at + 1)];
      const share = this.#ofBefore(at);
      const label =
        share === null
          ? msg(str`${name}：${text}`, { id: 'chart-told-one' })
          : msg(str`${name}：${text}，相对上一步 ${share}`, { id: 'chart-told-step' });
      return svg`${
        at + 1 < steps.length
          ? svg`<path d=${`M${middle - wide / 2} ${y + bar}H${middle + wide / 2}L${middle + next / 2} ${y + row}H${middle - next / 2}Z`}
              fill="var(--gj-series-0)" fill-opacity="0.12"></path>`
          : nothing
      }${brokenText(name, before - gap).map(
        (part, at, { length }) =>
          svg`<text class="strong" x="0" y=${y + 17 + (at - (length - 1) / 2) * line} aria-hidden="true">${part}</text>`,
      )}
        <text class="strong figures" x=${this.width} y=${y + (share === null ? 17 : 11)} text-anchor="end"
          aria-hidden="true">${text}</text>
        ${
          share === null
            ? nothing
            : svg`<text class="figures" x=${this.width} y=${y + 24} text-anchor="end" aria-hidden="true">${share}</text>`
        }${this.mark(
          at,
          { label, href },
          svg`<rect class="shape" x=${middle - wide / 2} y=${y} width=${wide} height=${bar} rx="2" fill="var(--gj-series-0)"></rect>
          <rect x="0" y=${y} width=${this.width} height=${bar} fill="transparent"></rect>`,
        )}`;
    })}`;
  }
}
customElements.define('gj-funnel', GjFunnel);
