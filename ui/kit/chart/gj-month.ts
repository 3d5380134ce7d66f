import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { addDays } from '../../../rules/calendar.ts';
import { language } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { GjElement } from '../base/gj-element.ts';
import { icon } from '../base/icons.ts';
import { given, state, text, withProperties } from '../base/with-properties.ts';
import { type Day, monthFrom, weeksShown } from './calendar-days.ts';
import { seriesColour } from './chart-data.ts';

/** Something that happens on a day. */
export interface DatedEvent {
  readonly day: Day;
  /** `09:30`, or a window. Default: on the day as a whole. */
  readonly time?: string | undefined;
  readonly name: string;
  readonly href: string;
  /** The sort of event: each has a colour, and a place in the legend. */
  readonly sort: string;
  /** Said beside its name. Default: nothing is. */
  readonly note?: string | undefined;
}

/** Events of one day that are shown before somebody asks for the others. */
const mostShown = 4;

/** A month of events, each a link, in a table of weeks: on a phone a list of the days that have any. Tells `month`. */
export class GjMonth extends withProperties(GjElement, {
  /** A day of the month. */
  month: text(),
  today: text(),
  events: given<readonly DatedEvent[]>(() => []),
  label: text(),
  unfolded: state<ReadonlySet<Day>>(() => new Set()),
}) {
  static override styles = [
    shared,
    css`
      table {
        width: 100%;
        table-layout: fixed;
        border-collapse: collapse;
      }
      th {
        padding: var(--gj-1) var(--gj-2);
        border: var(--gj-edge);
        background: var(--gj-head);
        color: var(--gj-muted);
        font-size: var(--gj-text-s);
        font-weight: 400;
        text-align: start;
      }
      td {
        height: var(--gj-size-90);
        padding: var(--gj-half) var(--gj-1);
        border: var(--gj-edge);
        background: var(--gj-surface);
        vertical-align: top;
      }
      td.outside {
        background: var(--gj-head);
        color: var(--gj-muted);
      }
      time {
        display: inline-block;
        min-width: var(--gj-size-22);
        padding-inline: var(--gj-half);
        font-size: var(--gj-text-s);
        line-height: var(--gj-size-22);
      }
      .today time {
        border-radius: var(--gj-radius-round);
        background: var(--gj-accent-filled);
        color: var(--gj-on-accent);
        text-align: center;
      }
      li a {
        display: block;
        margin-block-end: var(--gj-half);
        padding-inline-start: var(--gj-1h);
        border-inline-start: var(--gj-half) solid var(--colour);
        font-size: var(--gj-text-s);
        line-height: var(--gj-line-s);
      }
      .key {
        width: var(--gj-2);
        height: var(--gj-2);
        border-radius: var(--gj-radius);
        background: var(--colour);
      }
      @media (max-width: 600px) {
        thead,
        td.none,
        td.outside {
          display: none;
        }
        tr,
        td {
          display: block;
          height: auto;
        }
        td {
          border-width: 0 0 var(--gj-px);
        }
      }
    `,
  ];

  get #sorts(): readonly string[] {
    return [...new Set(this.events.map(({ sort }) => sort))].toSorted();
  }

  #named(day: Day, style: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(language(), { ...style, timeZone: 'UTC' }).format(Date.parse(day));
  }

  override render(): TemplateResult {
    const { month, today, label } = this;
    const byDay = Map.groupBy(this.events, ({ day }) => day);
    const mondays = weeksShown(month, 'month');
    const week = [0, 1, 2, 3, 4, 5, 6];
    const step = (by: number) => () => this.emit('month', monthFrom(month, by));
    const [before, after] = [msg('上个月', { id: 'month-before' }), msg('下个月', { id: 'month-after' })];
    return html`<div class="toolbar below-2">
        <button class="square" aria-label=${before} title=${before} @click=${step(-1)}>${icon('back', 14)}</button>
        <button class="slim" @click=${() => this.emit('month', monthFrom(today, 0))}>${msg('本月', { id: 'month-now' })}</button>
        <button class="square" aria-label=${after} title=${after} @click=${step(1)}>${icon('right', 14)}</button>
        <h2 class="flush larger" aria-live="polite">${this.#named(month, { year: 'numeric', month: 'long' })}</h2>
        <span class="grows"></span>
        <ul class="flex wraps gap-3 small unlisted">${this.#sorts.map(
          (sort) =>
            html`<li class="flex centred gap-1"><span class="key" style=${this.#colour(sort)}></span>${sort}</li>`,
        )}</ul>
      </div>
      <table aria-label=${label}>
        <thead><tr>${week.map(
          (at) =>
            html`<th scope="col">${this.#named(addDays(mondays[0] ?? month, at), { weekday: 'short' })}</th>`,
        )}</tr></thead>
        <tbody>${mondays.map(
          (monday) =>
            html`<tr>${week.map((at) => this.#cell(addDays(monday, at), byDay.get(addDays(monday, at)) ?? []))}</tr>`,
        )}</tbody>
      </table>`;
  }

  #colour(sort: string): string {
    return `--colour:${seriesColour(this.#sorts.indexOf(sort))}`;
  }

  #cell(day: Day, events: readonly DatedEvent[]): TemplateResult {
    const isOutside = day.slice(0, 7) !== this.month.slice(0, 7);
    const classes = [isOutside && 'outside', day === this.today && 'today', events.length === 0 && 'none'];
    const ordered = events.toSorted((a, b) => ((a.time ?? '') < (b.time ?? '') ? -1 : 1));
    const shown = this.unfolded.has(day) ? ordered : ordered.slice(0, mostShown);
    const label = this.#named(day, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' });
    const more = events.length - shown.length;
    return html`<td class=${classes.filter(Boolean).join(' ')} data-day=${day}>
      <time datetime=${day} aria-label=${label}>${Number(day.slice(8))}</time>
      ${events.length === 0 ? nothing : html`<ul class="unlisted">${shown.map((event) => this.#event(event))}</ul>`}
      ${
        more > 0
          ? html`<button class="plain slim small" aria-label=${msg(str`${label}：还有 ${more} 条`, { id: 'calendar-more-on' })}
              @click=${() => {
                this.unfolded = new Set([...this.unfolded, day]);
              }}>${msg(str`还有 ${more} 条`, { id: 'calendar-more' })}</button>`
          : nothing
      }</td>`;
  }

  #event({ name, time, href, sort, note }: DatedEvent): TemplateResult {
    const said = [sort, time, name, note].filter(Boolean).join(' · ');
    return html`<li style=${this.#colour(sort)}><a class="ellipsis" href=${href} title=${said} aria-label=${said}>${
      time ? html`<span class="muted figures">${time}</span> ` : nothing
    }${name}${note ? html` <span class="muted">${note}</span>` : nothing}</a></li>`;
  }
}
customElements.define('gj-month', GjMonth);
