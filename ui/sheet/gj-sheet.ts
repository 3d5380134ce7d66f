import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues } from 'lit';
import type { Field } from '../../metadata/field.ts';
import type { JsonObject } from '../../metadata/json.ts';
import { uiKind } from '../fields/index.ts';
import type { ControlAsk } from '../fields/ui-kind.ts';
import { GjElement } from '../kit/gj-element.ts';
import type { FormModel } from '../model/form-model.ts';
import { say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import './gj-sheet-bar.ts';
import type { BarAction } from './gj-sheet-bar.ts';
import './gj-sheet-list.ts';
import './gj-sheet-panel.ts';
import { askOver, type Opened } from './sheet-ask.ts';
import type { Choice, Offers } from './sheet-choices.ts';
import { SheetDesk } from './sheet-desk.ts';
import { columnsOf } from './sheet-fields.ts';
import { gridView } from './sheet-grid-view.ts';
import type { Command } from './sheet-keys.ts';
import { SheetLayout } from './sheet-layout.ts';
import {
  type CellState,
  isConditional,
  keepSame,
  type Problems,
  problemCells,
  problemsByRow,
  type States,
  stateOf,
} from './sheet-marks.ts';
import { overView } from './sheet-over.ts';
import { SheetPointer } from './sheet-pointer.ts';
import { cellLabel, spokenCell } from './sheet-speech.ts';
import { sheetStyles } from './sheet-styles.ts';
import { summaryOf } from './sheet-summary.ts';

const buttons: Readonly<Record<BarAction, Command>> = {
  'add-row': { do: 'add-row' },
  'insert-row': { do: 'insert-row' },
  'copy-row': { do: 'copy-row' },
  'delete-rows': { do: 'delete-rows' },
  'move-up': { do: 'move-rows', by: -1 },
  'move-down': { do: 'move-rows', by: 1 },
  undo: { do: 'undo' },
  redo: { do: 'redo' },
  problem: { do: 'problem', back: false },
};

/**
 * Rows of a record as a sheet. Tells `rows-changed` with `{ rows, changed }`, `row-picked` with `{ row }`,
 * `open-cell` with `{ row, field, element }` before a control opens over a cell (it may be prevented; rows of a row
 * are opened by whoever hears it), `leave-sheet` on Escape (prevented: somebody led elsewhere), and `flaws-changed` with `{ cells, sentence }`: texts that stand in cells and are no values, as `row/field`.
 */
export class GjSheet extends GjElement {
  static override properties = {
    field: { attribute: false },
    form: { attribute: false },
    rows: { attribute: false },
    readonly: { type: Boolean },
    label: {},
    problems: { attribute: false },
    states: { attribute: false },
    record: { attribute: false },
    offers: { attribute: false },
    unsaved: { attribute: false },
    notice: { state: true },
    opened: { state: true },
  };
  static override styles = [shared, sheetStyles];
  /** The entries that the rows belong to. */
  declare field: Field;
  declare form: FormModel;
  /** By names, in wire form. */
  declare rows: readonly JsonObject[];
  declare readonly: boolean;
  declare label: string;
  /** Sentences by `row/field`. */
  declare problems: ReadonlyMap<string, string>;
  /** How cells stand at the moment, beyond what their fields say; asked about rows that are seen. */
  declare states: States | undefined;
  /** The record around the rows by ids, for pickers. */
  declare record: JsonObject;
  declare offers: ((field: Field, row: number) => Offers) | undefined;
  /** The record as it would be saved with other rows. Default: nobody may ask. */
  declare unsaved: ControlAsk['unsaved'];
  declare notice: string;
  declare opened: Opened | null;

  #byRow: Problems = new Map();
  #epoch: unknown = {};
  #toldFlaws = JSON.stringify([0, null]);
  #speaking: ReturnType<typeof setTimeout> | undefined;
  readonly #desk: SheetDesk;
  readonly #layout: SheetLayout;
  readonly #pointer: SheetPointer;
  readonly #sizes = new ResizeObserver(() => this.#measure());

  constructor() {
    super();
    this.rows = [];
    this.readonly = false;
    this.label = '';
    this.problems = new Map();
    this.record = {};
    this.notice = '';
    this.opened = null;
    const sheet = this;
    this.#desk = new SheetDesk({
      get readonly() {
        return sheet.readonly;
      },
      get problems() {
        return sheet.#byRow;
      },
      mayWrite: (row, field) => !field.rows && !this.#state(row, field).readonly,
      offers: (field, row) => this.offers?.(field, row) ?? {},
      redraw: () => this.requestUpdate(),
      changed: (changed) => this.#changed(changed),
      picked: (row) => this.tell('row-picked', { row }),
      open: (row, field, typed) => this.#open(row, field, typed),
      leave: () => !this.tell('leave-sheet'),
      notice: (text) => {
        this.notice = text;
      },
      scrollTo: (place) => this.#relay(() => this.#layout.scrollTo(place)),
      resize: (col, width, done) => this.#relay(() => this.#layout.resize(col, width, done)),
      fit: (col) => this.#relay(() => this.#layout.fit(col)),
    });
    this.#layout = new SheetLayout(this.#desk.model, this.#desk.viewport);
    this.#pointer = new SheetPointer(this.#desk);
  }

  #relay(change: () => void): void {
    change();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    this.#sizes.disconnect();
    clearTimeout(this.#speaking);
    super.disconnectedCallback();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#scroller) this.#sizes.observe(this.#scroller);
  }

  /** Goes to a cell, as from a list of problems. */
  goTo(row: number, name?: string): void {
    const col = Math.max(
      0,
      this.#desk.model.columns.findIndex((field) => field.name === name),
    );
    this.#measure();
    this.#desk.leaveCell();
    this.#desk.select({ row, col }, { row, col }, { row, col });
    this.focus();
  }

  /** Goes to the next cell with something wrong. */
  toProblem(): void {
    this.#measure();
    this.#desk.nextProblem(false);
    this.focus();
  }

  /** Takes in what is still being typed, before the record is saved. */
  settle(): void {
    this.#desk.leaveCell();
  }

  override focus(): void {
    this.#desk.focusInput();
  }

  get #scroller(): HTMLElement | null {
    return this.renderRoot?.querySelector<HTMLElement>('.scroller') ?? null;
  }

  #state(row: number, field: Field): CellState {
    const asked = isConditional(field) && row < this.#desk.model.state.rows.length;
    return stateOf(field, this.form, this.readonly, asked ? this.states?.(row, field) : {});
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { model } = this.#desk;
    if (changed.has('field') || changed.has('form')) {
      model.columns = columnsOf(this.field);
      model.shape = this.field.rows;
      this.#layout.begin(`${this.form.id}/${this.field.path}`);
    }
    const judged = changed.has('states') && model.columns.some(isConditional);
    if (changed.has('field') || changed.has('form') || changed.has('readonly') || judged) this.#epoch = {};
    if (changed.has('problems')) this.#byRow = keepSame(this.#byRow, problemsByRow(this.problems));
    if (changed.has('rows')) {
      model.take(this.rows);
      this.#tellFlaws();
    }
    model.keepInside();
  }

  #measure(): void {
    const scroller = this.#scroller;
    if (scroller && this.#layout.measured(scroller.clientWidth, scroller.clientHeight)) this.requestUpdate();
  }

  #scrolled(): void {
    const scroller = this.#scroller;
    const { viewport } = this.#desk;
    if (!scroller) return;
    const { scrollTop, scrollLeft } = scroller;
    if (viewport.scrollTop === scrollTop && viewport.scrollLeft === scrollLeft) return;
    viewport.scrollTop = scrollTop;
    viewport.scrollLeft = scrollLeft;
    this.requestUpdate();
  }

  #changed(changed: readonly number[]): void {
    this.tell('rows-changed', { rows: this.#desk.model.state.rows, changed });
    this.#tellFlaws();
    this.requestUpdate();
  }

  #tellFlaws(): void {
    const { model } = this.#desk;
    const places = model.state.flaws.size === 0 ? [] : problemCells(model, new Map());
    const [first] = places;
    const row = (first?.row ?? 0) + 1;
    const said = first ? (model.flawAt(first.row, first.col)?.sentence ?? '') : '';
    const sentence = first ? msg(str`第 ${row} 行：${said}`, { id: 'sheet-flaw-in-row' }) : null;
    const cells = places.map(({ row, col }) => `${row}/${model.columns[col]?.name}`);
    const told = JSON.stringify([cells, sentence]);
    if (told === this.#toldFlaws) return;
    this.#toldFlaws = told;
    this.tell('flaws-changed', { cells, sentence });
  }

  #open(row: number, field: Field, typed = ''): void {
    const element = this.renderRoot.querySelector('#input');
    const go = this.tell('open-cell', { row, field, element });
    // Keys that come before the control does are not lost.
    const before = this.opened?.row === row && this.opened.field === field ? this.opened.typed : '';
    if (go && !field.rows) this.opened = { row, field, typed: before + typed };
  }

  #close(): void {
    if (!this.opened) return;
    this.opened = null;
    void this.updateComplete.then(() => this.focus());
  }

  protected override updated(): void {
    const scroller = this.#scroller;
    const input = this.renderRoot.querySelector<HTMLInputElement>('#input');
    if (!scroller || !input) return;
    this.#sizes.observe(scroller);
    this.#pointer.attach(scroller);
    this.#desk.input.attach(input);
    const { viewport } = this.#desk;
    if (scroller.scrollTop !== viewport.scrollTop) scroller.scrollTop = viewport.scrollTop;
    if (scroller.scrollLeft !== viewport.scrollLeft) scroller.scrollLeft = viewport.scrollLeft;
    this.#desk.settle();
    clearTimeout(this.#speaking);
    this.#speaking = setTimeout(() => this.#speak(), 200);
  }

  /** What stands in the current cell, for those who do not see it; not while one is still on the way. */
  #speak(): void {
    const said = this.renderRoot.querySelector('#said');
    if (!said || !this.matches(':focus-within')) return;
    const { model, field } = this.#desk;
    const { row, col } = model.selection.cell;
    if (!field) return;
    const text = spokenCell(model, this.#state(row, field), this.#problemAt(row, col));
    if (said.textContent !== text) said.textContent = text;
  }

  #problemAt(row: number, col: number): string {
    const { model } = this.#desk;
    const name = model.columns[col]?.name ?? '';
    return model.flawAt(row, col)?.sentence ?? this.#byRow.get(row)?.get(name) ?? '';
  }

  /** Tells what a cell says whole where it is cut, and what is wrong with it. */
  #hover(event: Event): void {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[role=gridcell], [role=rowheader]');
    const row = Number(cell?.closest('[aria-rowindex]')?.getAttribute('aria-rowindex') ?? 0) - 2;
    if (!cell || row < 0) return;
    const problem =
      cell.dataset['row'] === undefined
        ? this.#problemAt(row, Number(cell.getAttribute('aria-colindex')) - 2)
        : [...(this.#byRow.get(row)?.values() ?? [])].join('\n');
    const cut = cell.scrollWidth > cell.clientWidth ? cell.innerText : '';
    cell.title = [problem, cut].filter(Boolean).join('\n');
  }

  override render() {
    if (!this.field || !this.form) return nothing;
    const desk = this.#desk;
    const { model, viewport } = desk;
    const seen = viewport.seen(model.lines);
    const { row, col } = model.selection.cell;
    const { field } = desk;
    const problem = this.#problemAt(row, col);
    const wrong =
      this.#byRow.size === 0 && model.state.flaws.size === 0 ? 0 : problemCells(model, this.#byRow).length;
    return html`<div class="frame" @focusout=${this.#left}>
      ${
        this.readonly && wrong === 0
          ? nothing
          : html`<gj-sheet-bar .canUndo=${model.canUndo} .canRedo=${model.canRedo} .hasRows=${model.markedRows.length > 0}
              .problems=${wrong} .readonly=${this.readonly} @action=${this.#act}></gj-sheet-bar>`
      }
      <div class="scroller" @scroll=${this.#scrolled} @mouseover=${this.#hover}>
        <div class="canvas ${viewport.canvasWidth > viewport.width ? '' : 'fits'}" style="width:${viewport.canvasWidth}px;height:${viewport.canvasHeight(model.lines)}px"
          @keydown=${(event: KeyboardEvent) => desk.keydown(event)}
          @copy=${(event: ClipboardEvent) => desk.copy(event, false)}
          @cut=${(event: ClipboardEvent) => desk.copy(event, true)}
          @paste=${(event: ClipboardEvent) => desk.paste(event)}>
          ${overView({
            viewport,
            selection: model.selection,
            target: desk.target,
            label: cellLabel(this.#desk.model),
            isEnd: field !== undefined && uiKind(field).align === 'end',
            isInvalid: problem !== '',
            problem: desk.choices.isOpen ? '' : problem,
            mayFill: !this.readonly && desk.input.mode === 'rest',
            opener: desk.opener,
          })}
          ${gridView({
            model,
            viewport,
            seen,
            problems: this.#byRow,
            readonly: this.readonly,
            label: this.label || say(this.field.label),
            epoch: this.#epoch,
            state: (at, one) => this.#state(at, one),
          })}
        </div>
      </div>
      <footer>${summaryOf(model)}<span class="notice" role="status">${this.notice}</span></footer>
      <div id="said" class="sr-only" aria-live="polite"></div>
      ${this.#list()}${this.#panel()}
    </div>`;
  }

  #list() {
    const { choices } = this.#desk;
    if (!choices.isOpen) return nothing;
    return html`<gj-sheet-list .items=${choices.items} .active=${choices.active} .label=${cellLabel(this.#desk.model)}
      .anchor=${this.renderRoot.querySelector('#input')}
      @pick=${(event: CustomEvent<Choice>) => this.#desk.pick(event.detail)}></gj-sheet-list>`;
  }

  #panel() {
    const { opened, form, record, unsaved } = this;
    if (!opened) return nothing;
    const { model } = this.#desk;
    const { row, field } = opened;
    const ask = askOver(opened, model, {
      ...{ form, record, state: this.#state(row, field), offers: this.offers?.(field, row) },
      ...{ problem: this.#problemAt(row, model.columns.indexOf(field)), unsaved },
    });
    return html`<gj-sheet-panel .ask=${ask}
      .typed=${opened.typed} .anchor=${this.renderRoot.querySelector('#input')} @closed=${this.#close}></gj-sheet-panel>`;
  }

  #act(event: CustomEvent<BarAction>): void {
    event.stopPropagation();
    this.#desk.run(buttons[event.detail]);
    this.focus();
  }

  /** Whoever goes away has entered what was typed. */
  #left(event: FocusEvent): void {
    if ((event.target as Element).id === 'input') this.#desk.leaveCell();
  }
}
customElements.define('gj-sheet', GjSheet);
