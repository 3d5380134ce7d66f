import { msg, str } from '@lit/localize';
import { nothing, svg } from 'lit';
import { given, withProperties } from '../base/with-properties.ts';
import { type ChartTable, figureCell, type NamedCell } from './chart-data.ts';
import { DrawnChart } from './drawn-chart.ts';
import { longestOf, shareOf } from './scale.ts';

const cell = 15;
const gap = 3;
const side = 30;
const top = 18;
const dayLength = 86_400_000;

/** A number for each day, weeks beside each other: the deeper the colour, the greater the number. */
export class GjDayHeat extends withProperties(DrawnChart, {
  /** By day, as `name` has it: `2026-11-26`. */
  days: given<readonly NamedCell[]>(() => []),
}) {
  protected override get isEmpty(): boolean {
    return this.days.length === 0;
  }

  protected override get height(): number {
    return top + 7 * (cell + gap);
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
    const [first, last] = [days[0]?.name ?? '', days.at(-1)?.name ?? ''];
    const begin = numberOf(first) - weekday(numberOf(first));
    const weeks = Math.floor((numberOf(last) - begin) / 7) + 1;
    // Where there is no room for all weeks the last ones are drawn; the table has every day.
    const shown = Math.max(1, Math.min(weeks, Math.floor((this.width - side) / (cell + gap))));
    const x = (day: number) => side + (Math.floor((day - begin) / 7) - weeks + shown) * (cell + gap);
    const y = (day: number) => top + weekday(day) * (cell + gap);
    const names = [
      msg('周一', { id: 'chart-monday' }),
      '',
      msg('周三', { id: 'chart-wednesday' }),
      '',
      msg('周五', { id: 'chart-friday' }),
    ];
    let month = '';
    return svg`${names.map(
      (name, at) => svg`<text x="0" y=${top + at * (cell + gap) + 11} aria-hidden="true">${name}</text>`,
    )}${days
      .filter(({ name }) => x(numberOf(name)) >= side)
      .map(({ name, value, text, href }, at) => {
        const day = numberOf(name);
        const isNew = name.slice(0, 7) !== month;
        month = name.slice(0, 7);
        const label = msg(str`${name}：${text}`, { id: 'chart-told-one' });
        return svg`${isNew ? svg`<text x=${x(day)} y="11" aria-hidden="true">${month.slice(2)}</text>` : nothing}${this.mark(
          at,
          { label, href },
          svg`<rect x=${x(day)} y=${y(day)} width=${cell} height=${cell} rx="2" fill="var(--gj-line)"></rect>
            <rect class="shape" x=${x(day)} y=${y(day)} width=${cell} height=${cell} rx="2"
              fill=${value.startsWith('-') ? 'var(--gj-series-1)' : 'var(--gj-series-0)'}
              opacity=${Math.abs(shareOf(value, longest))}></rect>`,
        )}`;
      })}`;
  }
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
