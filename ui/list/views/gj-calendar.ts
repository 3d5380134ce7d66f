import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { grouped } from '../../../metadata/common/grouped.ts';
import { addDays, daysBetween } from '../../../rules/calendar.ts';
import { failureLine } from '../../kit/base/failure-line.ts';
import { icon } from '../../kit/base/icons.ts';
import { type Bar, barsOf, type Day, monthFrom, weeksShown } from '../../kit/chart/calendar-days.ts';
import type { MenuItem } from '../../kit/gj-menu.ts';
import { notify } from '../../kit/gj-notices.ts';
import { Loading } from '../../kit/loading.ts';
import { moment } from '../../kit/moment.ts';
import { type ListedRecord, RecordList } from '../../model/record-list.ts';
import { language, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { plainDrawing } from '../state/drawing.ts';
import { both } from '../state/group-values.ts';
import { type ListField, listField } from '../state/list-field.ts';
import { newAddress } from '../state/new-address.ts';
import { type Dated, datedOf, movedBy, valueOn, within } from './calendar-records.ts';
import { calendarStyles } from './calendar-styles.ts';
import { titleText } from './card.ts';
import { changeRecord, mayChange } from './change-record.ts';
import { DrawnRecords } from './drawn-records.ts';

/** The records on the days that are shown, and how many there are of no day. */
interface Shown {
  readonly dated: readonly Dated[];
  readonly undated: number;
  readonly isCut: boolean;
}

/** Records of one month or week: more are too many to be read there. */
const mostRecords = 500;
/** Lines of a day in a month; what is beyond them is one click away. */
const mostLines = 3;

/** Records on the days that they take, a month or a week at once; one that goes to another day gets its date. */
export class GjCalendar extends DrawnRecords {
  static override styles = [...DrawnRecords.styles, calendarStyles];

  readonly #loading = new Loading<Shown, RecordList>(this, {
    key: () => this.list,
    keeps: true,
    load: (list) => this.#load(list),
  });
  #dragged: { readonly dated: Dated; readonly day: Day } | null = null;
  #over: Day | null = null;
  /** Records whose dates are on their way: until they are there they stay where they were put. */
  readonly #moving = new Set<string>();

  get #start(): ListField | undefined {
    return listField(this.form, this.drawing.start ?? '');
  }
  get #end(): ListField | undefined {
    return listField(this.form, this.drawing.end ?? '');
  }
  get #today(): Day {
    return moment(new Date().toISOString()).slice(0, 10);
  }
  get #day(): Day {
    return this.drawing.at ?? this.#today;
  }
  get #span(): 'month' | 'week' {
    return this.drawing.span ?? 'month';
  }
  get #weeks(): readonly Day[] {
    return weeksShown(this.#day, this.#span);
  }

  async #load(list: RecordList): Promise<Shown> {
    const { form } = this;
    const [start, end] = [this.#start, this.#end];
    const weeks = this.#weeks;
    if (!start) return { dated: [], undated: 0, isCut: false };
    const first = weeks[0] ?? this.#day;
    const last = addDays(weeks.at(-1) ?? first, 6);
    const filter = both(list.question.filter, within(first, last, start, end));
    const asked = new RecordList(session.api, form.name, { ...list.question, filter, sort: [start.name] });
    const without = { ...list.question, filter: this.#withoutDate(start) };
    const [found, undated] = await Promise.all([
      asked.everything(mostRecords + 1),
      new RecordList(session.api, form.name, without).count(),
    ]);
    const dated = found.slice(0, mostRecords).flatMap((record) => datedOf(record, start, end) ?? []);
    return { dated, undated, isCut: found.length > mostRecords };
  }

  get #dated(): readonly Dated[] {
    return this.#loading.value?.dated ?? [];
  }

  #withoutDate({ name }: ListField) {
    return both(this.list.question.filter, { fact: name, operator: 'isEmpty' });
  }

  get #isOpen(): boolean {
    const { end } = this.drawing;
    return mayChange(this.form, this.drawing.start) && (end === undefined || mayChange(this.form, end));
  }

  protected override itemsOf(record: ListedRecord): readonly MenuItem[] {
    const [first, ...rest] = this.rowMenu(record);
    if (!this.#isOpen || !first) return this.rowMenu(record);
    const move = (days: number, text: string) => ({ key: `move:${days}`, text, icon: 'calendar' as const });
    return [
      move(-1, msg('提前一天', { id: 'calendar-earlier' })),
      move(1, msg('推后一天', { id: 'calendar-later' })),
      move(7, msg('推后一周', { id: 'calendar-week-later' })),
      { ...first, apart: true },
      ...rest,
    ];
  }

  protected override does(key: string, record: ListedRecord): boolean {
    if (!key.startsWith('move:')) return false;
    const dated = this.#dated.find((one) => one.record.id === record.id);
    if (dated) void this.#move(dated, Number(key.slice('move:'.length)));
    return true;
  }

  /** At once where one looks, and back again with the reason where the server refuses it. */
  async #move({ record }: Dated, days: number, isUndo = false): Promise<void> {
    const { form, list } = this;
    const [start, end] = [this.#start, this.#end];
    if (!start || days === 0 || this.#moving.has(record.id)) return;
    this.#moving.add(record.id);
    const dates = [start, ...(end ? [end] : [])].filter(
      ({ name }) => record[name] !== null && record[name] !== undefined,
    );
    const body = Object.fromEntries(
      dates.map((field) => [field.name, movedBy(record[field.name], field, days)]),
    );
    const put = (one: ListedRecord) => {
      const dated = datedOf(one, start, end);
      const { value } = this.#loading;
      const all = value?.dated.flatMap((other) => (other.record.id === one.id ? (dated ?? []) : other));
      if (value && all) this.#loading.set({ ...value, dated: all });
    };
    put({ ...record, ...body });
    const outcome = await changeRecord(form, list, record, body);
    this.#moving.delete(record.id);
    this.requestUpdate();
    if ('wrong' in outcome) {
      if (list === this.list) put(record);
      this.refused(form, record, outcome.wrong);
      return;
    }
    if (list !== this.list) return;
    const moved = outcome.record ?? record;
    put(moved);
    const dated = datedOf(moved, start, end);
    const text = msg(str`已改到 ${dated?.from ?? ''}`, { id: 'calendar-moved' });
    const undo = (back: Dated) => () => {
      const was = Object.fromEntries(dates.map(({ name }) => [name, record[name] ?? null]));
      const undone = msg(str`已改到 ${datedOf(record, start, end)?.from ?? ''}`, { id: 'calendar-moved' });
      void (list === this.list
        ? this.#move(back, -days, true)
        : this.takeBack({ form, list, record: back.record, body: was }, undone));
    };
    notify(isUndo || !dated ? { text } : { text, undo: undo(dated) });
  }

  override render(): TemplateResult {
    const { busy, failure } = this.#loading;
    return html`${this.#bar()}${failureLine(failure, () => this.#loading.load())}
      <div class="days ${this.#span}" role="group" aria-label=${msg('日历', { id: 'calendar' })} aria-busy=${busy}>
        <div class="names" aria-hidden="true">${(this.#weeks[0] ? [0, 1, 2, 3, 4, 5, 6] : []).map(
          (at) => html`<span>${this.#named(addDays(this.#weeks[0] ?? '', at), { weekday: 'short' })}</span>`,
        )}</div>
        ${repeat(
          this.#weeks,
          (monday) => monday,
          (monday) => this.#week(monday),
        )}
      </div>
      ${this.menu()}`;
  }

  #named(day: Day, how: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(language() === 'zh' ? 'zh-CN' : 'en', { ...how, timeZone: 'UTC' }).format(
      new Date(`${day}T00:00:00Z`),
    );
  }

  #bar(): TemplateResult {
    const span = this.#span;
    const step = (by: number) =>
      this.redraw({ at: span === 'week' ? addDays(this.#day, 7 * by) : monthFrom(this.#day, by) });
    const before =
      span === 'week'
        ? msg('上一周', { id: 'calendar-week-before' })
        : msg('上个月', { id: 'calendar-month-before' });
    const after =
      span === 'week'
        ? msg('下一周', { id: 'calendar-week-after' })
        : msg('下个月', { id: 'calendar-month-after' });
    const start = this.#start;
    const { undated = 0, isCut = false } = this.#loading.value ?? {};
    const pressed = (
      is: 'month' | 'week',
      text: string,
    ) => html`<button class="slim" aria-pressed=${span === is}
      @click=${() => this.#show(is, this.#day)}>${text}</button>`;
    return html`<div class="bar toolbar">
      <button class="square" aria-label=${before} title=${before} @click=${() => step(-1)}>${icon('back', 14)}</button>
      <button class="slim" @click=${() => this.redraw({ at: this.#today })}>${msg('今天', { id: 'calendar-today' })}</button>
      <button class="square" aria-label=${after} title=${after} @click=${() => step(1)}>${icon('right', 14)}</button>
      <h2 class="flush larger" aria-live="polite">${this.#heading()}</h2>
      <span class="grows"></span>
      ${
        undated > 0 && start
          ? html`<button class="plain slim" @click=${() =>
              this.ask({
                drawing: plainDrawing,
                condition: this.#withoutDate(start),
                quick: {},
                saved: null,
              })}
              >${msg(str`${grouped(undated)} 条没有“${say(start.label)}”`, { id: 'calendar-undated' })}</button>`
          : nothing
      }
      ${
        isCut
          ? html`<span class="small in-warn" role="status">${msg(str`只显示前 ${mostRecords} 条，请加上筛选`, { id: 'calendar-cut' })}</span>`
          : nothing
      }
      ${this.choice('start', msg('开始', { id: 'calendar-start' }), true)}
      ${this.choice('end', msg('结束', { id: 'calendar-end' }), false)}
      <span class="across-close" role="group" aria-label=${msg('时间范围', { id: 'calendar-span' })}>
        ${pressed('month', msg('月', { id: 'calendar-month' }))}${pressed('week', msg('周', { id: 'calendar-week' }))}</span>
    </div>`;
  }

  #heading(): string {
    if (this.#span === 'month') return this.#named(this.#day, { year: 'numeric', month: 'long' });
    const monday = this.#weeks[0] ?? this.#day;
    const short = { month: 'short', day: 'numeric' } as const;
    return `${this.#named(monday, { ...short, year: 'numeric' })} – ${this.#named(addDays(monday, 6), short)}`;
  }

  #show(span: 'month' | 'week', at: Day): void {
    const { span: _, ...drawing } = this.drawing;
    this.ask({ drawing: { ...drawing, at, ...(span === 'week' && { span }) } });
  }

  #week(monday: Day): TemplateResult {
    const bars = barsOf(this.#dated, monday);
    const most = this.#span === 'week' ? Number.POSITIVE_INFINITY : mostLines;
    const days = [0, 1, 2, 3, 4, 5, 6].map((at) => addDays(monday, at));
    const hidden = (at: number) =>
      bars.filter(({ line, column, days: long }) => line >= most && column <= at && at < column + long)
        .length;
    return html`<div class="week" style="--lines:${Math.min(most, Math.max(0, ...bars.map(({ line }) => line + 1)))}">
      ${days.map((day, at) => this.#cell(day, at, hidden(at)))}
      ${bars.filter(({ line }) => line < most).map((bar) => this.#strip(bar, monday))}
    </div>`;
  }

  #cell(day: Day, at: number, hidden: number): TemplateResult {
    const start = this.#start;
    const isOutside = this.#span === 'month' && day.slice(0, 7) !== this.#day.slice(0, 7);
    const label = this.#named(day, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' });
    const add = msg(str`在 ${label} 新建`, { id: 'calendar-add' });
    const mayAdd = start && this.form.can.has('create') && mayChange(this.form, start.name);
    return html`<div class="day ${isOutside ? 'outside' : ''} ${day === this.#today ? 'today' : ''}"
      style="grid-column:${at + 1}" data-day=${day} ?data-over=${this.#over === day}
      @dragover=${(event: DragEvent) => {
        if (!this.#dragged) return;
        event.preventDefault();
        if (this.#over === day) return;
        this.#over = day;
        this.requestUpdate();
      }} @drop=${(event: DragEvent) => this.#drop(event, day)}>
      <div class="head"><time datetime=${day} aria-label=${label}>${Number(day.slice(8))}</time>
        ${
          mayAdd
            ? html`<a class="button plain square add" href=${newAddress(this.form, { [start.name]: valueOn(day, start) })}
                aria-label=${add} title=${add}>${icon('add', 12)}</a>`
            : nothing
        }</div>
      ${
        hidden > 0
          ? html`<button class="plain slim more" @click=${() => this.#show('week', day)}
              aria-label=${msg(str`${label}：还有 ${hidden} 条`, { id: 'calendar-more-on' })}>${msg(str`还有 ${hidden} 条`, { id: 'calendar-more' })}</button>`
          : nothing
      }</div>`;
  }

  #drop(event: DragEvent, day: Day): void {
    event.preventDefault();
    const dragged = this.#dragged;
    this.#dragged = null;
    this.#over = null;
    this.requestUpdate();
    if (dragged) void this.#move(dragged.dated, daysBetween(dragged.day, day));
  }

  #strip({ what, column, days, line, isBegun, goesOn }: Bar<Dated>, monday: Day): TemplateResult {
    const { record, time, from, to } = what;
    const { form, drawing } = this;
    const text = titleText(form, drawing, record);
    const when = from === to ? `${from} ${time}`.trim() : `${from} – ${to}`;
    return html`<div class="bar-of ${isBegun ? 'begun' : ''} ${goesOn ? 'on' : ''}" draggable=${this.#isOpen && !this.#moving.has(record.id)}
      style="grid-column:${column + 1} / span ${days};--line:${line}" title=${`${text}\n${when}`}
      @dragover=${(event: DragEvent) => this.#overBar(event, monday)}
      @drop=${(event: DragEvent) => this.#over && this.#drop(event, this.#over)}
      @dragstart=${(event: DragEvent) => {
        this.#dragged = { dated: what, day: this.#dayAt(event, monday) };
        event.dataTransfer?.setData('text/plain', text);
        if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
      }} @dragend=${() => {
        this.#dragged = null;
        this.#over = null;
        this.requestUpdate();
      }}>
      ${time && !isBegun ? html`<span class="muted figures">${time}</span>` : nothing}
      <a href="/forms/${form.name}/${record.id}" draggable="false" class="rest ellipsis"
        aria-label=${`${text}, ${when}`}>${text}</a>${this.menuButton(record)}</div>`;
  }

  #overBar(event: DragEvent, monday: Day): void {
    if (!this.#dragged) return;
    event.preventDefault();
    const day = this.#dayAt(event, monday);
    if (this.#over === day) return;
    this.#over = day;
    this.requestUpdate();
  }

  /** The day below a pointer, also where a bar of several days lies over it. */
  #dayAt({ currentTarget, clientX }: DragEvent, monday: Day): Day {
    const week = (currentTarget as HTMLElement).parentElement?.getBoundingClientRect();
    if (!week || week.width === 0) return monday;
    return addDays(monday, Math.min(6, Math.max(0, Math.floor(((clientX - week.left) / week.width) * 7))));
  }
}
customElements.define('gj-calendar', GjCalendar);
