import '@vaadin/grid/vaadin-grid.js';
import { msg, str } from '@lit/localize';
import type {
  Grid,
  GridColumnReorderEvent,
  GridDataProviderCallback,
  GridDataProviderParams,
} from '@vaadin/grid';
import { columnBodyRenderer, columnHeaderRenderer } from '@vaadin/grid/lit.js';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { explainMark, explainStyles, keyAsks } from '../fields/explain/explain-mark.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { Phone } from '../kit/base/phone.ts';
import { given, number, withProperties } from '../kit/base/with-properties.ts';
import type { GjMenu, MenuItem } from '../kit/gj-menu.ts';
import type { FormModel } from '../model/form-model.ts';
import type { ListedRecord, RecordList } from '../model/record-list.ts';
import { language, say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import { cardOf, cellOf, columnOf, nextPicked, recordName } from './cells/record-cells.ts';
import { gridStyles } from './record-grid-styles.ts';
import { rowOnTop } from './row-on-top.ts';
import '../kit/gj-menu.ts';

/**
 * The virtual grid of a list: it grows as one scrolls. Tells `open` for a record, `picked` for the selection,
 * `sorted`, `resized` and `reordered` for what somebody did to columns, `loaded` and `failed` for pages, and
 * `act` for an item of a row's menu, `peek` for a record to be looked at beside the list.
 */
export class GjRecordGrid extends withProperties(GjElement, {
  form: given<FormModel>(),
  list: given<RecordList>(),
  columns: given<readonly string[]>(),
  /** The number of columns that stay at the left. */
  pinned: number(1),
  widths: given<Readonly<Record<string, number>>>(),
  sort: given<readonly string[]>(),
  picked: given<ReadonlyMap<string, ListedRecord>>(),
  rowMenu: given<(record: ListedRecord) => readonly MenuItem[]>(),
  /** The row to begin at. Default: the first one. */
  top: number(),
}) {
  static override styles = [explainStyles, shared, gridStyles];

  readonly #phone = new Phone(this);
  /** Id of the record where a range begins that Shift picks. */
  #anchor: string | null = null;
  #begun = false;
  /** The list whose rows are in sight: the former one until the first page of the other has come. */
  #shown: RecordList | undefined;
  /** The picked records, for the grid: the same array until another selection is made. */
  #selected: ListedRecord[] = [];
  /** The record whose menu is open, or was last; and whether it was when a pointer went down, which closes it. */
  #acted: ListedRecord | null = null;
  #wasOpen = false;

  /** Rows are in sight, of this question or of the former one. */
  get hasRows(): boolean {
    return (this.#shown?.loaded ?? 0) > 0;
  }

  /** The row that stands on top. */
  get row(): number {
    return rowOnTop(this.renderRoot, this.list.items);
  }

  /** To the cell the keyboard was on last, or the first one. */
  override focus(): void {
    const cells =
      this.#grid?.shadowRoot?.querySelectorAll<HTMLElement>('#items tr:not([hidden]) [tabindex]') ?? [];
    ([...cells].find(({ tabIndex }) => tabIndex === 0) ?? cells[0])?.focus();
  }

  /** Brings a row into sight where it is not, and the keyboard to it. */
  reach(at: number): void {
    const grid = this.#grid;
    const row = () => grid?.shadowRoot?.querySelector<HTMLElement>(`#items tr[aria-rowindex="${at + 2}"]`);
    const [frame, there] = [grid?.getBoundingClientRect(), row()?.getBoundingClientRect()];
    const isSeen = frame && there && there.top > frame.top + there.height && there.bottom < frame.bottom;
    if (!isSeen) grid?.scrollToIndex(Math.max(0, at - 3));
    requestAnimationFrame(() => row()?.querySelector<HTMLElement>('td')?.focus());
  }

  get #grid(): Grid<ListedRecord> | null {
    return this.renderRoot.querySelector('vaadin-grid');
  }

  readonly #provide = (
    { page }: GridDataProviderParams<ListedRecord>,
    answer: GridDataProviderCallback<ListedRecord>,
  ): void => {
    const list = this.#shown ?? this.list;
    const top = this.#begun ? 0 : this.top;
    // A list that one comes back to begins further down: every page up to there is needed.
    const above = list.begun ? 0 : Math.floor(top / list.pageSize);
    const fetched = above > 0 ? list.page(above).then(() => list.page(page)) : list.page(page);
    fetched.then(
      (items) => {
        if (list !== this.#shown || list.stopped) return;
        answer([...items], list.size);
        if (top > 0) this.#grid?.scrollToIndex(Math.min(top, list.loaded - 1));
        this.#begun = true;
        this.emit('loaded');
      },
      (failure: unknown) => {
        if (list !== this.#shown || list.stopped) return;
        answer([], list.loaded);
        this.emit('failed', failure);
      },
    );
  };

  /** Asks again for what did not come. */
  retry(): void {
    this.#grid?.clearCache();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('form')) this.#begun = false;
    if (changed.has('list') && (changed.has('form') || !this.hasRows)) this.#shown = this.list;
    if (changed.has('picked')) this.#selected = [...this.picked.values()];
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('list') || changed.get('list') === undefined) return;
    this.#anchor = null;
    if (this.#shown === this.list) this.#begin();
    else void this.#turnTo(this.list);
  }

  #begin(): void {
    this.#grid?.clearCache();
    this.#grid?.scrollToIndex(0);
  }

  /** What is there stays until something comes in its place. */
  async #turnTo(list: RecordList): Promise<void> {
    const [answer] = await Promise.allSettled([list.page(0)]);
    if (list !== this.list || list.stopped) return;
    if (answer.status === 'rejected') return void this.emit('failed', answer.reason);
    this.#shown = list;
    this.#begin();
  }

  /** Once for ascending, again for descending, a third time for the form's own order; Shift orders further. */
  #turn(name: string, event: MouseEvent): void {
    const now = this.sort.find((word) => word === name || word === `-${name}`);
    const next = now === undefined ? [name] : now === name ? [`-${name}`] : [];
    const others = event.shiftKey ? this.sort.filter((word) => word !== now) : [];
    this.emit('sorted', [...others, ...next].slice(-3));
  }

  #key(event: KeyboardEvent): void {
    const context = this.#grid?.getEventContext(event);
    const record = context?.section === 'body' ? context.item : undefined;
    // A control inside a cell has keys of its own, once one stepped into it.
    const inside = event.composedPath()[0] as HTMLElement;
    if (!record || inside.closest('a, button, input, gj-menu')) return;
    const stop = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (event.key === 'Enter') {
      stop();
      this.emit('open', record);
    } else if (event.key === ' ' && !event.shiftKey) {
      stop();
      this.emit('peek', record);
    } else if (event.key === ' ' || (event.key.toLowerCase() === 'x' && !event.ctrlKey && !event.metaKey)) {
      stop();
      this.#pick(record, event.shiftKey);
    } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      stop();
      const button = this.renderRoot.querySelector<HTMLElement>(`button[data-record="${record.id}"]`);
      if (button) this.#openMenu(record, button);
    } else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
      stop();
      this.#pickAll(true);
    }
  }

  #pick(record: ListedRecord, range: boolean): void {
    const picked = nextPicked(this.picked, this.list.items, record, range ? this.#anchor : null);
    this.#anchor = record.id;
    this.emit('picked', picked);
  }

  #pickAll(all: boolean): void {
    const records = all ? this.list.items : [];
    this.emit('picked', new Map(records.map((record) => [record.id, record])));
  }

  override render() {
    const { form } = this;
    const acted = this.#acted;
    return html`<vaadin-grid class="shrinks-down borderless"
      accessible-name=${say(form.listLabel)}
      ?column-reordering-allowed=${!this.#phone.is}
      .size=${0}
      .pageSize=${this.list.pageSize}
      .dataProvider=${this.#provide}
      .itemIdPath=${'id'}
      .selectedItems=${this.#selected}
      @keydown=${{ handleEvent: (event: KeyboardEvent) => this.#key(event), capture: true }}
      @dblclick=${(event: MouseEvent) => {
        const context = this.#grid?.getEventContext(event);
        if (context?.section === 'body' && context.item) this.emit('open', context.item);
      }}
      @active-item-changed=${({ detail }: CustomEvent<{ value: ListedRecord | null }>) => {
        // A finger opens a record wherever it meets it; a pointer looks first.
        if (detail.value && this.#phone.is) this.emit('open', detail.value);
      }}
      @column-resize=${this.#resized}
      @column-reorder=${this.#reordered}
    >
      ${this.#choosing()}
      ${
        this.#phone.is
          ? this.#cards()
          : repeat(
              this.columns,
              (name) => name,
              (name, at) => this.#column(name, at === 0, at < this.pinned),
            )
      }
    </vaadin-grid>
    <gj-menu lent label=${acted ? this.#actsOf(acted) : ''} .items=${acted ? this.rowMenu(acted) : []}
      @pick=${(event: CustomEvent<string>) => this.emit('act', { key: event.detail, record: acted })}></gj-menu>`;
  }

  #resized(event: CustomEvent<{ resizedColumn: HTMLElement & { width: string } }>): void {
    const { id, width } = event.detail.resizedColumn;
    this.emit('resized', { name: id, width: Math.round(Number.parseFloat(width)) });
  }

  #reordered({ detail }: GridColumnReorderEvent<ListedRecord>): void {
    if (this.#phone.is) return;
    this.emit(
      'reordered',
      detail.columns.flatMap(({ id }) => id || []),
    );
  }

  /** The box that picks a row, and its menu. */
  #choosing(): TemplateResult {
    const { form, picked, list } = this;
    const all = list.loaded > 0 && list.items.every(({ id }) => picked.has(id));
    const heading = msg('选择已加载的全部记录', { id: 'pick-all-loaded' });
    return html`<vaadin-grid-column frozen width=${this.#phone.is ? '40px' : '68px'} flex-grow="0"
      ${columnHeaderRenderer(
        () => html`<input class="heading" type="checkbox" aria-label=${heading} title=${heading} .checked=${all}
          .indeterminate=${!all && picked.size > 0} @change=${() => this.#pickAll(!all)} />`,
        [picked, all, language()],
      )}
      ${columnBodyRenderer<ListedRecord>((record) => this.#choice(record), [form, picked, language()])}
    ></vaadin-grid-column>`;
  }

  #choice(record: ListedRecord): TemplateResult {
    const name = recordName(this.form, record);
    return html`<span class="choice flex centred gap-half">
      <input type="checkbox" tabindex="-1" aria-label=${msg(str`选择 ${name}`, { id: 'pick-record' })}
        .checked=${this.picked.has(record.id)}
        @click=${(event: MouseEvent) => {
          event.stopPropagation();
          this.#pick(record, event.shiftKey);
        }} />
      ${this.#phone.is ? nothing : this.#rowMenu(record)}
    </span>`;
  }

  /** The button of a row's menu: the menu itself is one for all rows. */
  #rowMenu(record: ListedRecord): TemplateResult {
    const label = this.#actsOf(record);
    return html`<button class="square muted" data-record=${record.id} tabindex="-1"
      aria-haspopup="menu" aria-expanded="false"
      aria-label=${label} title=${label}
      @pointerdown=${() => {
        this.#wasOpen = this.#menu?.open === true && this.#acted === record;
      }}
      @click=${(event: MouseEvent) => {
        event.stopPropagation();
        if (!this.#wasOpen) this.#openMenu(record, event.currentTarget as HTMLElement);
        this.#wasOpen = false;
      }}>${icon('more')}</button>`;
  }

  #actsOf(record: ListedRecord): string {
    return msg(str`${recordName(this.form, record)} 的操作`, { id: 'acts-of-record' });
  }

  get #menu(): GjMenu | null {
    return this.renderRoot.querySelector<GjMenu>('gj-menu[lent]');
  }

  #openMenu(record: ListedRecord, button: HTMLElement): void {
    this.#acted = record;
    this.requestUpdate();
    this.#menu?.turnAt(button);
  }

  /** On a phone: what the columns would say, in two lines. */
  #cards(): TemplateResult {
    const { form, columns, sort } = this;
    const items = columns.flatMap((name) => {
      const { sortable, label } = columnOf(form, name);
      return sortable ? [{ key: name, text: label, picked: sort[0]?.replace(/^-/, '') === name }] : [];
    });
    const label = msg('排序', { id: 'sort-by' });
    return html`<vaadin-grid-column id="card" flex-grow="1" width="200px"
      ${columnHeaderRenderer(
        () =>
          html`<gj-menu look="plain" .items=${items} label=${label} @pick=${({
            detail,
          }: CustomEvent<string>) =>
            this.emit(
              'sorted',
              sort[0] === detail ? [`-${detail}`] : [detail],
            )}>${label}${icon('down', 12)}</gj-menu>`,
        [items, label],
      )}
      ${columnBodyRenderer<ListedRecord>(
        (record) =>
          html`<div class="row-card across many-lines"><div
              class="rest">${cardOf(form, columns, record)}</div>${this.#rowMenu(record)}</div>`,
        [form, columns, language()],
      )}
    ></vaadin-grid-column>`;
  }

  #column(name: string, first: boolean, pinned: boolean): TemplateResult {
    const { form, sort } = this;
    const column = columnOf(form, name);
    const place = sort.findIndex((word) => word === name || word === `-${name}`);
    const side = column.align === 'end' ? 'at-end' : '';
    const order = place < 0 ? 'none' : sort[place] === name ? 'ascending' : 'descending';
    return html`<vaadin-grid-column
      id=${name}
      resizable
      ?frozen=${pinned}
      width="${this.widths[name] ?? column.width}px"
      flex-grow=${column.grows && this.widths[name] === undefined ? 1 : 0}
      text-align=${column.align}
      ${columnHeaderRenderer(
        () =>
          column.sortable
            ? html`<button
                class="head ${side} inline centred gap-1 shrinks clips ${order === 'none' ? 'muted' : 'in-text'} smaller bold unpadded groundless borderless"
                data-order=${order} @mousedown=${draggable} @click=${(event: MouseEvent) => this.#turn(name, event)}
                @keydown=${(event: KeyboardEvent) => this.#who(name, event)}
                title=${column.label}><span
                class="name two-lines">${column.label}</span>${this.#arrow(order, place)}${this.#mark(name)}</button>`
            : html`<span class="head ${side} inline centred gap-1 shrinks clips muted smaller bold"
                title=${column.label}><span class="name two-lines">${column.label}</span>${this.#mark(name)}</span>`,
        [column.label, order, place, this.#numbered],
      )}
      ${columnBodyRenderer<ListedRecord>(
        (record) => cellOf(form, name, record, { opens: first }),
        [form, first, language()],
      )}
    ></vaadin-grid-column>`;
  }

  #placeOf(name: string) {
    const field = this.form.fields.find((one) => one.name === name);
    return { form: this.form.name, place: field ? `fields/${field.path}` : 'list' };
  }

  #mark(name: string): TemplateResult | typeof nothing {
    const place = this.#placeOf(name);
    return place.place === 'list' ? nothing : explainMark(place);
  }

  #who(name: string, event: KeyboardEvent): void {
    keyAsks(event, this.#placeOf(name));
  }

  /** Whether headings are numbered: of several columns that order the list, none may be hidden. */
  get #numbered(): boolean {
    return this.sort.length > 1 && this.sort.every((word) => this.columns.includes(word.replace(/^-/, '')));
  }

  #arrow(order: string, place: number): TemplateResult | typeof nothing {
    if (order === 'none') return nothing;
    const up = order === 'ascending';
    const spoken = up ? msg('升序', { id: 'ascending' }) : msg('降序', { id: 'descending' });
    return html`${icon(up ? 'up' : 'down', 12)}${
      this.#numbered ? html`<span class="small" aria-hidden="true">${place + 1}</span>` : nothing
    }<span class="sr-only">${spoken}</span>`;
  }
}
/** A heading that took the focus would not be drawn to another place: the grid thinks somebody is at work in it. */
function draggable(event: MouseEvent): void {
  event.preventDefault();
}

customElements.define('gj-record-grid', GjRecordGrid);
