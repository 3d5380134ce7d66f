import { msg, str } from '@lit/localize';
import { nothing, svg } from 'lit';
import { pixelsOf } from '../base/text-width.ts';
import { given, withProperties } from '../base/with-properties.ts';
import { moment } from '../moment.ts';
import type { ChartTable } from './chart-data.ts';
import { cutText } from './cut-text.ts';
import { DrawnChart } from './drawn-chart.ts';
import { type TimeScale, timeScale } from './time-scale.ts';

/** Something that happens at a moment, or from one to another. */
export interface TimedEvent {
  readonly name: string;
  readonly from: string;
  /** Default: it takes no time. */
  readonly until?: string | undefined;
  /** What it is one of; those of one are drawn in one row. */
  readonly lane: string;
  readonly href?: string | undefined;
}

const row = 34;
const foot = 24;

/** What happens when: equal lengths are equal times, a row for each sort. */
export class GjTimeline extends withProperties(DrawnChart, {
  events: given<readonly TimedEvent[]>(() => []),
  /** Marked with a line. Default: no moment is. */
  now: given<string | null>(null),
}) {
  protected override get isEmpty(): boolean {
    return this.events.length === 0;
  }

  get #lanes(): readonly string[] {
    return [...new Set(this.events.map(({ lane }) => lane))];
  }

  protected override get height(): number {
    return this.#lanes.length * row + foot;
  }

  protected override behind(): ChartTable {
    return {
      heads: [
        msg('名称', { id: 'chart-name' }),
        msg('类别', { id: 'chart-lane' }),
        msg('时间', { id: 'chart-when' }),
      ],
      rows: this.events.map((event) => [
        { text: event.name, href: event.href },
        { text: event.lane },
        { text: whenOf(event) },
      ]),
    };
  }

  protected override drawing(): unknown {
    const lanes = this.#lanes;
    const side = Math.min(140, Math.max(...lanes.map((lane) => pixelsOf(lane) * (11 / 13))) + 16);
    const instants = this.events.flatMap(({ from, until }) => [from, until ?? from]);
    const all = [...instants, ...(this.now ? [this.now] : [])].map((one) => Date.parse(one));
    const [least, most] = [Math.min(...all), Math.max(...all)];
    // One moment alone stands in the middle of a day.
    const edge = Math.max((most - least) * 0.03, most === least ? 43_200_000 : 0);
    const span = { from: least - edge, to: most + edge };
    const offset = -new Date(least).getTimezoneOffset() * 60_000;
    const scale = timeScale(span, this.width - side, offset);
    const bottom = lanes.length * row;
    const now = this.now === null ? null : side + scale.at(Date.parse(this.now));
    return svg`${scale.ticks.map(
      ({
        at,
        text,
      }) => svg`<line class="grid" x1=${side + scale.at(at)} x2=${side + scale.at(at)} y1="0" y2=${bottom}></line>
        <text x=${side + scale.at(at)} y=${bottom + 16} text-anchor="middle" aria-hidden="true">${text}</text>`,
    )}${lanes.map(
      (
        lane,
        at,
      ) => svg`<line class="zero" x1=${side} x2=${this.width} y1=${at * row + row / 2} y2=${at * row + row / 2}></line>
        <text x="0" y=${at * row + row / 2 + 4} aria-hidden="true">${cutText(lane, side - 10)}</text>`,
    )}${
      now === null
        ? nothing
        : svg`<line x1=${now} x2=${now} y1="0" y2=${bottom} stroke="var(--gj-error)" stroke-dasharray="3 3"></line>`
    }${this.events.map((event, at) => this.#event(event, at, { scale, side, lane: lanes.indexOf(event.lane) }))}`;
  }

  #event(
    event: TimedEvent,
    at: number,
    { scale, side, lane }: { readonly scale: TimeScale; readonly side: number; readonly lane: number },
  ): unknown {
    const x = side + scale.at(Date.parse(event.from));
    const long = event.until === undefined ? 0 : side + scale.at(Date.parse(event.until)) - x;
    const y = lane * row + row / 2;
    const colour = `var(--gj-series-${lane % 8})`;
    const label = msg(str`${event.lane} · ${event.name}：${whenOf(event)}`, { id: 'chart-told' });
    const shape =
      long > 0
        ? svg`<rect class="shape" x=${x} y=${y - 7} width=${long} height="14" rx="3" fill=${colour}></rect>`
        : svg`<circle class="shape" cx=${x} cy=${y} r="6" fill=${colour} stroke="var(--gj-surface)" stroke-width="1.5"></circle>`;
    return this.mark(at, { label, href: event.href }, shape);
  }
}

function whenOf({ from, until }: TimedEvent): string {
  return until === undefined ? moment(from) : `${moment(from)} – ${moment(until)}`;
}

customElements.define('gj-timeline', GjTimeline);
