import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { grouped } from '../../../metadata/common/grouped.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { icon } from '../../kit/base/icons.ts';
import { EdgeScroll } from '../../kit/edge-scroll.ts';
import type { MenuItem } from '../../kit/gj-menu.ts';
import { notify } from '../../kit/gj-notices.ts';
import { Loading } from '../../kit/loading.ts';
import { type ListedRecord, RecordList } from '../../model/record-list.ts';
import { within } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { recordName } from '../cells/record-cells.ts';
import type { GroupValue } from '../state/group-fields.ts';
import { formerValues, groupValues } from '../state/group-values.ts';
import { type ListField, listField } from '../state/list-field.ts';
import { newAddress } from '../state/new-address.ts';
import { BoardColumn } from './board-column.ts';
import { boardStyles } from './board-styles.ts';
import { cardLines, cardStyles, cardTitle, pictureOf } from './card.ts';
import { changeRecord, mayChange } from './change-record.ts';
import { columnSums, noSums } from './column-sums.ts';
import { DrawnRecords } from './drawn-records.ts';
import { isNearEnd } from './near-end.ts';
import '../../kit/gj-skeleton.ts';

interface Shown {
  readonly columns: readonly BoardColumn[];
  /** There are more values than columns. */
  readonly cut: boolean;
}

/** Columns that one can look over; of records that a field refers to there may be many more. */
const mostColumns = 20;

/** Records as cards in columns, one for each value of a field; a card that goes to another column gets its value. */
export class GjBoard extends DrawnRecords {
  static override styles = [...DrawnRecords.styles, cardStyles, boardStyles];

  readonly #loading = new Loading<Shown, RecordList>(this, {
    key: () => this.list,
    keeps: true,
    load: (list) => this.#load(list),
    loaded: (shown, list) => void this.#fill(shown, list),
  });
  /** Records that stand in no column; null: nobody counted, or they are too many to be told. */
  #elsewhere: { readonly count: number; readonly atLeast: boolean } | null = null;
  #dragged: { readonly record: ListedRecord; readonly from: BoardColumn } | null = null;
  #over: BoardColumn | null = null;
  #moving = new Set<string>();

  constructor() {
    super();
    new EdgeScroll(this);
  }

  override disconnectedCallback(): void {
    for (const column of this.#columns) column.stop();
    super.disconnectedCallback();
  }

  get #field(): ListField | undefined {
    return listField(this.form, this.drawing.groupBy ?? '');
  }

  get #columns(): readonly BoardColumn[] {
    return this.#loading.value?.columns ?? [];
  }

  async #load(list: RecordList): Promise<Shown> {
    const { form } = this;
    const field = this.#field;
    if (!field) return { columns: [], cut: false };
    const { values, cut } = await groupValues(field, mostColumns);
    const all: readonly (GroupValue | null)[] = [...values, ...formerValues(form, field), null];
    for (const column of this.#columns) column.stop();
    this.#elsewhere = null;
    return { columns: all.map((value) => new BoardColumn(this, form, list, { field, value })), cut };
  }

  /** What each column comes to; nothing where no number is chosen. */
  #sums = noSums;
  #timesSummed = 0;

  /**
   * The sums of all columns at once, by all of their cards and not by those that are loaded. Where they cannot be asked
   * there are none: those from before are of other cards.
   */
  async #sum(list: RecordList): Promise<void> {
    const { form, drawing } = this;
    this.#timesSummed += 1;
    const time = this.#timesSummed;
    const isLast = () => list === this.list && time === this.#timesSummed;
    let sums = noSums;
    try {
      sums = await columnSums(form, list.question, drawing);
    } catch (failure) {
      if (isLast()) notify({ text: failureText(failure), kind: 'error' });
    }
    if (!isLast()) return;
    this.#sums = sums;
    this.requestUpdate();
  }

  async #fill({ columns, cut }: Shown, list: RecordList): Promise<void> {
    // A board without its sums is one all the same.
    await Promise.all([...columns.map((column) => column.more()), this.#sum(list)]);
    const mayBe = cut || this.#field?.target !== undefined;
    if (list === this.list && mayBe) await this.#countElsewhere().catch(() => {});
    this.requestUpdate();
  }

  /** There may be more values than columns, and of what a field refers to some that one may not see. */
  async #countElsewhere(): Promise<void> {
    const { list } = this;
    const all = new RecordList(session.api, this.form.name, list.question);
    const total = await all.count();
    const here = this.#columns.reduce((sum, { total: own }) => sum + (own ?? 0), 0);
    // Where the cards of a column were not all counted, nobody knows how many are left for others.
    const isKnown = this.#columns.every(({ totalAtLeast }) => !totalAtLeast);
    const count = isKnown ? Math.max(0, total - here) : 0;
    if (list === this.list) this.#elsewhere = { count, atLeast: !isKnown || all.totalAtLeast };
  }

  /** What nobody can choose any more, and what has to be filled in, stands there only as long as records have it. */
  get #shown(): readonly BoardColumn[] {
    const isRequired = this.form.byName.get(this.drawing.groupBy ?? '')?.required === true;
    return this.#columns.filter(
      ({ value, total }) => total !== 0 || !(value === null ? isRequired : value.former),
    );
  }

  get #isOpen(): boolean {
    return mayChange(this.form, this.drawing.groupBy);
  }

  #text({ value }: BoardColumn): string {
    return value?.text ?? msg('（未填写）', { id: 'board-none' });
  }

  protected override itemsOf(record: ListedRecord): readonly MenuItem[] {
    const own = this.#columnOf(record);
    const open = this.#isOpen ? this.#shown.filter((column) => column !== own && !column.value?.former) : [];
    const moves = open.map((column) => ({
      key: `move:${column.key}`,
      text: msg(str`移到“${this.#text(column)}”`, { id: 'board-move-to' }),
      icon: 'right' as const,
    }));
    const [first, ...rest] = this.rowMenu(record);
    return first && moves.length > 0 ? [...moves, { ...first, apart: true }, ...rest] : this.rowMenu(record);
  }

  protected override does(key: string, record: ListedRecord): boolean {
    if (!key.startsWith('move:')) return false;
    const to = this.#columns.find((column) => column.key === key.slice('move:'.length));
    const from = this.#columnOf(record);
    if (to && from) void this.#move(record, from, to);
    return true;
  }

  #columnOf({ id }: ListedRecord): BoardColumn | undefined {
    return this.#columns.find(({ cards }) => cards.some((card) => card.id === id));
  }

  /** At once where one looks, and back again with the reason where the server refuses it. */
  async #move(record: ListedRecord, from: BoardColumn, to: BoardColumn, isUndo = false): Promise<void> {
    const { form, list } = this;
    const { groupBy = '' } = this.drawing;
    if (from === to || this.#moving.has(record.id)) return;
    const before = record[groupBy] ?? null;
    const wanted = to.value?.wire ?? null;
    this.#moving.add(record.id);
    from.drop(record.id);
    to.take({ ...record, [groupBy]: wanted });
    this.requestUpdate();
    const outcome = await changeRecord(form, list, record, { [groupBy]: wanted });
    this.#moving.delete(record.id);
    if ('wrong' in outcome) {
      to.drop(record.id);
      from.take({ ...record, [groupBy]: before });
      this.refused(form, record, outcome.wrong);
    } else if (list === this.list) {
      const moved = outcome.record;
      to.drop(record.id);
      if (moved) to.take(moved);
      const text = msg(str`已移到“${this.#text(to)}”`, { id: 'board-moved' });
      const undo = (back: ListedRecord) => () => {
        const body = { [groupBy]: from.value?.wire ?? null };
        const undone = msg(str`已移到“${this.#text(from)}”`, { id: 'board-moved' });
        void (list === this.list
          ? this.#move(back, to, from, true)
          : this.takeBack({ form, list, record: back, body }, undone));
      };
      notify(isUndo || !moved ? { text } : { text, undo: undo(moved) });
      void this.#sum(list);
    }
    this.requestUpdate();
  }

  override render(): TemplateResult {
    return this.#loading.shown((shown) => this.#board(shown), { outline: { rows: 6 } });
  }

  #board({ cut }: Shown): TemplateResult {
    const pick = this.choice('groupBy', msg('分栏', { id: 'board-by' }), true);
    const pictures = this.choice('picture', msg('图片', { id: 'drawn-picture' }), false);
    const sums = this.choice('value', msg('合计', { id: 'board-sum-by' }), false);
    const elsewhere = this.#elsewhereText();
    return html`
      ${
        pick === nothing && pictures === nothing && sums === nothing && elsewhere === '' && !cut
          ? nothing
          : html`<div class="bar toolbar">${pick}${sums}${pictures}${
              cut
                ? html`<span class="small muted" role="status">${msg(str`只列出前 ${mostColumns} 栏`, { id: 'board-cut' })}</span>`
                : nothing
            }${
              this.#sums.ofOriginals
                ? html`<span class="small in-warn" role="status">${msg('数值取自原数据；本组织对其中一些有自己的副本', { id: 'chart-view-copies' })}</span>`
                : nothing
            }${
              elsewhere === '' ? nothing : html`<span class="small muted" role="status">${elsewhere}</span>`
            }</div>`
      }
      <div class="columns" role="group" aria-label=${msg('看板', { id: 'view-board' })} tabindex="-1">${repeat(
        this.#shown,
        ({ key }) => key,
        (column) => this.#column(column),
      )}</div>
      ${this.menu()}`;
  }

  #elsewhereText(): string {
    const { count, atLeast } = this.#elsewhere ?? { count: 0, atLeast: false };
    if (count > 0) {
      const number = `${grouped(count)}${atLeast ? '+' : ''}`;
      return msg(str`另有 ${number} 条不在这些栏里，可在列表中查看`, { id: 'board-elsewhere' });
    }
    return atLeast ? msg('可能还有不在这些栏里的数据，可在列表中查看', { id: 'board-maybe-elsewhere' }) : '';
  }

  #column(column: BoardColumn): TemplateResult {
    const { value, total, totalAtLeast } = column;
    const { form } = this;
    const text = this.#text(column);
    const takes = this.#isOpen && !value?.former;
    const field = this.#field;
    const made =
      takes && form.can.has('create') && field
        ? html`<a class="button plain square" href=${newAddress(form, value === null ? {} : { [field.name]: value.value })}
            aria-label=${msg(str`在“${text}”里新建`, { id: 'board-add' })} title=${msg(str`在“${text}”里新建`, { id: 'board-add' })}>${icon('add', 14)}</a>`
        : nothing;
    return html`<section aria-label=${text} ?data-over=${this.#over === column}
      @dragover=${(event: DragEvent) => {
        if (!this.#dragged || !takes || this.#dragged.from === column) return;
        event.preventDefault();
        if (this.#over === column) return;
        this.#over = column;
        this.requestUpdate();
      }}
      @dragleave=${(event: DragEvent) => {
        const into = event.relatedTarget;
        if (into instanceof Node && (event.currentTarget as HTMLElement).contains(into)) return;
        if (this.#over === column) this.#over = null;
        this.requestUpdate();
      }}
      @drop=${(event: DragEvent) => {
        event.preventDefault();
        const dragged = this.#dragged;
        this.#endDrag();
        if (dragged && takes) void this.#move(dragged.record, dragged.from, column);
      }}>
      <h2 class="across-close usual"><span class="badge ${value?.tone ?? (value === null ? 'quiet' : '')}">${text}</span>
        <span class="muted small regular figures">${total === null ? '' : `${grouped(total)}${totalAtLeast ? '+' : ''}`}</span>
        <span class="grows"></span>${this.#sumOf(column)}${made}</h2>
      <ul aria-busy=${column.busy} tabindex="0" aria-label=${text} @scroll=${({ currentTarget }: Event) => {
        if (column.failure === null && isNearEnd(currentTarget as HTMLElement)) void column.more();
      }}>
        ${repeat(
          column.cards,
          ({ id }) => id,
          (record) => html`<li>${this.#card(record, column)}</li>`,
        )}
        ${this.#end(column)}
      </ul></section>`;
  }

  #sumOf({ key }: BoardColumn): TemplateResult | typeof nothing {
    const sum = this.#sums.texts.get(key);
    const of = within(listField(this.form, this.drawing.value ?? '')?.label);
    const words = msg(str`${of} 合计：${sum ?? ''}`, { id: 'board-sum' });
    return sum === undefined
      ? nothing
      : html`<span class="small muted regular figures ellipsis" title=${words}>${sum}</span>`;
  }

  /** What stands below the cards of a column: why there are none, or the way to more. */
  #end(column: BoardColumn): TemplateResult | typeof nothing {
    const { failure, begun, complete, total, totalAtLeast, cards, busy, cut } = column;
    if (failure !== null)
      return html`<li class="pad-2"><span class="problem small" role="alert">${failureText(failure)}</span>
        <button class="plain slim" @click=${() => column.more()}>${icon('refresh')}${msg('重试', { id: 'retry' })}</button></li>`;
    if (!begun) return html`<li class="pad-2"><gj-skeleton .outline=${{ rows: 3 }}></gj-skeleton></li>`;
    if (cut)
      return html`<li class="pad-2 small problem" role="status">${msg('只查找了编号，还没有查完内容：请输入完整编号，或加上筛选条件', { id: 'list-cut' })}</li>`;
    if (cards.length === 0)
      return html`<li class="pad-2 small muted">${msg('没有记录', { id: 'drawn-empty' })}</li>`;
    if (complete) return nothing;
    const left = `${grouped(Math.max(0, (total ?? 0) - cards.length))}${totalAtLeast ? '+' : ''}`;
    return html`<li class="pad-1"><button class="plain slim fills" ?disabled=${busy} @click=${() => column.more()}>
      ${msg(str`再显示一些（还有 ${left} 条）`, { id: 'board-more' })}</button></li>`;
  }

  #card(record: ListedRecord, column: BoardColumn): TemplateResult {
    const { form, drawing, columns } = this;
    const isOpen = this.#isOpen && !this.#moving.has(record.id);
    const picture = pictureOf(form, record, drawing);
    const isDragged = this.#dragged?.record.id === record.id;
    return html`<article class="card record ${isDragged || this.#moving.has(record.id) ? 'dragged' : ''}"
      aria-label=${recordName(form, record)} draggable=${isOpen}
      @dragstart=${(event: DragEvent) => {
        this.#dragged = { record, from: column };
        event.dataTransfer?.setData('text/plain', recordName(form, record));
        if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
        this.requestUpdate();
      }} @dragend=${() => this.#endDrag()}>
      ${picture ? html`<img alt=${picture.name} src=${picture.address} loading="lazy" decoding="async" draggable="false" />` : nothing}
      <div class="flex high gap-1">${cardTitle(form, record, drawing)}${this.menuButton(record)}</div>
      ${cardLines(form, record, { drawing, columns })}
    </article>`;
  }

  #endDrag(): void {
    this.#dragged = null;
    this.#over = null;
    this.requestUpdate();
  }
}
customElements.define('gj-board', GjBoard);
