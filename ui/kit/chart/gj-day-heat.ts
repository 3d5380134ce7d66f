import { msg, str } from '@lit/localize';
import { svg } from 'lit';
import { given, withProperties } from '../base/with-properties.ts';
import { type ChartTable, figureCell, type NamedCell } from './chart-data.ts';
import { DrawnChart } from './drawn-chart.ts';
import { longestOf, shareOf } from './scale.ts';

const cell = 15;
const gap = 3;
const side = 30;
const top = 18;
const band = top + 7 * (cell + gap) + 6;
/** Of the name of a month, in pixels. */
const monthRoom = 40;
const dayLength = 86_400_000;

/** A number for each day, weeks beside each other: the deeper the colour, the greater the number. */
export class GjDayHeat extends withProperties(DrawnChart, {
  /** By day, as `name` has it: `2026-11-26`. */
  days: given<readonly NamedCell[]>(() => []),
}) {
  protected override get isEmpty(): boolean {
    return this.days.length === 0;
  }

  /** The weeks, as many of them below each other as there is no room for beside each other. */
  get #weeks(): { readonly begin: number; readonly across: number; readonly bands: number } {
    const names = this.days.map(({ name }) => name).toSorted();
    const [first, last] = [numberOf(names[0] ?? ''), numberOf(names.at(-1) ?? '')];
    const begin = first - weekday(first);
    const weeks = Math.floor((last - begin) / 7) + 1;
    const across = Math.max(1, Math.min(weeks, Math.floor((this.width - side) / (cell + gap))));
    return { begin, across, bands: Math.ceil(weeks / across) };
  }

  protected override get height(): number {
    return this.#weeks.bands * band;
  }

  protected override behind(): ChartTable {
    return {
      heads: [msg('日期', { id: 'chart-day' }), msg('数值', { id: 'chart-value' })],
      rows: this.days.map((day) => [{ text: day.name }, figureCell(day)]),
    };
  }

  protected override drawing(): unknown {
    const days = this.days.toSorted((a, b) => a.name.localeCompare(b.name));
    const longest = longestOf(days.map(({ value }) => value));
    const { begin, across, bands } = this.#weeks;
    const week = (day: number) => Math.floor((day - begin) / 7);
    const above = (day: number) => Math.floor(week(day) / across) * band;
    const x = (day: number) => side + (week(day) % across) * (cell + gap);
    const y = (day: number) => above(day) + top + weekday(day) * (cell + gap);
    const names = [
      msg('周一', { id: 'chart-monday' }),
      '',
      msg('周三', { id: 'chart-wednesday' }),
      '',
      msg('周五', { id: 'chart-friday' }),
    ];
    const [first, last] = [numberOf(days[0]?.name ?? ''), numberOf(days.at(-1)?.name ?? '')];
    const empty = Array.from({ length: last - first + 1 }, (_, at) => first + at)
      .map((day) => `M${x(day)} ${y(day)}h${cell}v${cell}h${-cell}z`)
      .join('');
    const months = monthsAt(
      days.map(({ name }) => ({ name, x: x(numberOf(name)), y: above(numberOf(name)) })),
    );
    return svg`${Array.from({ length: bands }, (_, at) => at * band).map((from) =>
      names.map(
        (name, at) =>
          svg`<text x="0" y=${from + top + at * (cell + gap) + 11} aria-hidden="true">${name}</text>`,
      ),
    )}<path d=${empty} fill="var(--gj-line)" opacity="0.5"></path>${months.map(
      (one) => svg`<text x=${one.x} y=${one.y + 11} aria-hidden="true">${one.name.slice(2, 7)}</text>`,
    )}${days.map(({ name, value, text, href }, at) => {
      const day = numberOf(name);
      const label = msg(str`${name}：${text}`, { id: 'chart-told-one' });
      return svg`${this.mark(
        at,
        { label, href },
        svg`<rect class="shape" x=${x(day)} y=${y(day)} width=${cell} height=${cell} rx="2"
              fill=${value.startsWith('-') ? 'var(--gj-series-1)' : 'var(--gj-series-0)'}
              opacity=${Math.abs(shareOf(value, longest))}></rect>`,
      )}`;
    })}`;
  }
}

interface DayAt {
  readonly name: string;
  readonly x: number;
  /** Where its band begins. */
  readonly y: number;
}

/** The first days of the months of each band; a month that has no room for its name before the next one goes without. */
function monthsAt(days: readonly DayAt[]): readonly DayAt[] {
  const firsts = days.filter(({ name, y }, at) => {
    const before = days[at - 1];
    return before?.y !== y || before.name.slice(0, 7) !== name.slice(0, 7);
  });
  return firsts.filter(({ x, y }, at) => {
    const next = firsts[at + 1];
    return next?.y !== y || next.x - x >= monthRoom;
  });
}

/** Days since the first of 1970. */
function numberOf(day: string): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / dayLength);
}

/** From 0 for a Monday. */
function weekday(day: number): number {
  return (day + 3) % 7;
}

customElements.define('gj-day-heat', GjDayHeat);
