import { html, nothing, type PropertyValues } from 'lit';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import { perPageOf } from '../../metadata/kinds/entries.ts';
import type { ControlAsk } from '../fields/common/ui-kind.ts';
import { explainStyles, keyAsks, whoOf } from '../fields/explain/explain-mark.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { Phone } from '../kit/base/phone.ts';
import { flag, given, state, text, withProperties } from '../kit/base/with-properties.ts';
import type { FormModel } from '../model/form-model.ts';
import { say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import { type BarAction, barCommands, barView } from './gj-sheet-bar.ts';
import { listView } from './gj-sheet-list.ts';
import './gj-sheet-panel.ts';
import { serverClock } from '../session/server-clock.ts';
import type { Offers } from './model/sheet-choices.ts';
import type { ColumnChoice } from './model/sheet-columns.ts';
import { SheetFlaws } from './model/sheet-flaws.ts';
import {
  type CellState,
  isConditional,
  isStop,
  keepSame,
  mayTurn,
  type Problems,
  problemCells,
  problemsByRow,
  type States,
  stateOf,
} from './model/sheet-marks.ts';
import type { Cell } from './model/sheet-range.ts';
import { hoverTitle, spokenCell, whyReadonly } from './model/sheet-speech.ts';
import { summaryOf } from './model/sheet-summary.ts';
import { ColumnsReport } from './placed-columns.ts';
import { SheetArrangement } from './sheet-arrangement.ts';
import { askOver, type Opened } from './sheet-ask.ts';
import { cardsAtOnce, cardsView } from './sheet-cards.ts';
import { SheetDesk } from './sheet-desk.ts';
import { SheetFind } from './sheet-find.ts';
import { SheetFrame } from './sheet-frame.ts';
import { gridView } from './sheet-grid-view.ts';
import { SheetLayout } from './sheet-layout.ts';
import { overView } from './sheet-over.ts';
import { pagesView } from './sheet-pages.ts';
import { SheetPointer } from './sheet-pointer.ts';
import { rowFormView } from './sheet-row-form.ts';
import { SheetSpeaker } from './sheet-speaker.ts';
import { sheetStyles } from './sheet-styles.ts';

/**
 * Rows of a record as a sheet. Tells `rows-changed` with `{ rows, changed }`, `row-picked` with `{ row }`,
 * `open-cell` with `{ row, field, element }` before a control opens over a cell (it may be prevented; rows of a row
 * are opened by whoever hears it), `leave-sheet` on Escape (prevented: somebody led elsewhere), and `flaws-changed`
 * with `{ cells, sentence }`: texts that stand in cells and are no values, as `row/field`.
 */
export class GjSheet extends withProperties(GjElement, {
  /** The entries that the rows belong to. */
  field: given<Field>(),
  form: given<FormModel>(),
  /** By names, in wire form. */
  rows: given<readonly JsonObject[]>(() => []),
  readonly: flag(),
  /** Rows are neither added nor taken away nor moved. */
  fixed: flag(),
  /** As the form has its columns, whatever somebody chose; then it tells where they stand: `columns-placed`. */
  plain: flag(),
  label: text(),
  /** Sentences by `row/field`. */
  problems: given<ReadonlyMap<string, string>>(() => new Map()),
  /** Answers the state of a cell now, beyond what its field says; asked about rows in sight. */
  states: given<States | undefined>(),
  needed: given<ControlAsk['neededIn']>(),
  /** The record around the rows by ids, for pickers. */
  record: given<JsonObject>(() => ({})),
  offers: given<((field: Field, row: number) => Offers) | undefined>(),
  /** The record as it would be saved with other rows. Default: nobody may ask. */
  unsaved: given<ControlAsk['unsaved']>(),
  notice: state(''),
  opened: state<Opened | null>(null),
}) {
  static override styles = [shared, sheetStyles, explainStyles];

  #byRow: Problems = new Map();
  #formRow: number | null = null;
  #cards = cardsAtOnce;
  #epoch: unknown = {};
  readonly #flaws = new SheetFlaws();
  readonly #desk: SheetDesk;
  readonly #layout: SheetLayout;
  readonly #columns: SheetArrangement;
  readonly #pointer: SheetPointer;
  readonly #find: SheetFind;
  readonly #frame: SheetFrame;
  readonly #placed: ColumnsReport;
  readonly #phone = new Phone(this);

  constructor() {
    super();
    const sheet = this;
    new SheetSpeaker(this, () => this.#spoken());
    this.#desk = new SheetDesk({
      get readonly() {
        return sheet.readonly;
      },
      get fixed() {
        return sheet.fixed;
      },
      get problems() {
        return sheet.#byRow;
      },
      mayWrite: (row, field) => {
        const { readonly, visible } = this.#state(row, field, mayTurn);
        return !field.rows && visible && !readonly;
      },
      stops: (row, col) => {
        const field = this.#desk.model.columns[col];
        return field !== undefined && isStop(field, this.#state(row, field, mayTurn));
      },
      refuse: (row, field) => void this.#refuse(row, field),
      openRow: (row) => this.#openRow(row),
      offers: (field, row) => this.offers?.(field, row) ?? {},
      redraw: () => this.requestUpdate(),
      changed: (changed) => this.#changed(changed),
      picked: (row) => this.emit('row-picked', { row }),
      open: (row, field, typed) => this.#open(row, field, typed),
      leave: () => !this.emit('leave-sheet'),
      notice: (text) => {
        this.notice = text;
      },
      scrollTo: (place) => this.#relay(() => this.#layout.scrollTo(place)),
      resize: (col, width, done) => this.#relay(() => this.#layout.resize(col, width, done)),
      fit: (col) => this.#relay(() => this.#layout.fit(col)),
    });
    const { model, viewport } = this.#desk;
    this.#layout = new SheetLayout(model, viewport);
    this.#frame = new SheetFrame(this, this.#layout, viewport);
    this.#columns = new SheetArrangement(model, viewport, this.#layout);
    this.#placed = new ColumnsReport(this.#desk, this.#layout, (placed) =>
      this.emitUp('columns-placed', placed),
    );
    this.#pointer = new SheetPointer(this.#desk);
    // What is found is drawn otherwise, though its row is the same.
    const isShown = ({ row, col }: Cell) => {
      const field = model.columns[col];
      return field !== undefined && this.#state(row, field, mayTurn).visible;
    };
    this.#find = new SheetFind(this.#desk, isShown, () => this.#redrawAll());
  }

  #redrawAll(): void {
    this.#epoch = {};
    this.requestUpdate();
  }

  #relay(change: () => void): void {
    change();
    this.requestUpdate();
  }

  /** Where a sheet has no room rows are cards; the designer shows the form as it is on a desk. */
  get #asCards(): boolean {
    return this.#phone.is && !this.plain;
  }

  /** Goes to a cell, as from a list of problems. */
  goTo(row: number, name?: string): void {
    if (this.#asCards) {
      this.#openRow(row);
      return;
    }
    const col = Math.max(
      0,
      this.#desk.model.columns.findIndex((field) => field.name === name),
    );
    this.#frame.measure();
    this.#desk.leaveCell();
    this.#desk.select({ row, col }, { row, col }, { row, col });
    this.focus();
  }

  /** Goes to the next cell with something wrong. */
  toProblem(): void {
    this.#frame.measure();
    this.#desk.nextProblem(false);
    if (this.#asCards) this.#openRow(this.#desk.model.selection.cell.row);
    else this.focus();
  }

  /** Takes in what is still being typed, before the record is saved. */
  settle(): void {
    this.#desk.leaveCell();
  }

  override focus(): void {
    const { row } = this.#desk.model.selection.cell;
    if (this.#asCards) this.renderRoot.querySelector<HTMLElement>(`[data-row="${row}"], button`)?.focus();
    else this.#desk.focusInput();
  }

  /** Of hundreds of cells a key asks by `mayTurn` alone: nobody sees of them whether they are required. */
  #state(row: number, field: Field, asks = isConditional): CellState {
    const asked = asks(field) && row < this.#desk.model.state.rows.length;
    return stateOf(field, this.form, this.readonly, asked ? this.states?.(row, field) : {});
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { model } = this.#desk;
    if (changed.has('field') || changed.has('form')) {
      model.shape = this.field.rows;
      this.#desk.viewport.perPage = perPageOf(this.field);
      this.#columns.begin(this.form, this.field, this.plain);
    }
    if (changed.has('record') && model.standIn(this.record)) this.#epoch = {};
    const judged = changed.has('states') && model.columns.some(mayTurn);
    if (changed.has('field') || changed.has('form') || changed.has('readonly') || judged) this.#epoch = {};
    if (judged) this.#find.renew();
    if (changed.has('problems')) this.#byRow = keepSame(this.#byRow, problemsByRow(this.problems));
    if (changed.has('rows')) {
      model.take(this.rows);
      this.#tellFlaws();
    }
    model.keepInside();
    this.#columns.makeFoot();
  }

  #choose(choice: ColumnChoice | null): void {
    this.settle();
    this.#columns.choose(choice);
    this.#redrawAll();
  }

  async #refuse(row: number, field: Field): Promise<void> {
    const { today } = serverClock.moment;
    this.notice = await whyReadonly(field, this.form, this.field.rows, this.#state(row, field), today);
  }

  #openRow(row: number | null): void {
    if (row !== null && row >= this.#desk.model.state.rows.length) return;
    this.#relay(() => (this.#formRow = row));
    if (row === null) void this.updateComplete.then(() => this.focus());
    else this.#desk.select({ row, col: 0 }, { row, col: 0 }, { row, col: 0 });
  }

  #changed(changed: readonly number[]): void {
    this.emit('rows-changed', { rows: this.#desk.model.state.rows, changed });
    this.#tellFlaws();
    this.requestUpdate();
  }

  #tellFlaws(): void {
    const flaws = this.#flaws.change(this.#desk.model);
    if (flaws) this.emit('flaws-changed', flaws);
  }

  #open(row: number, field: Field, typed = ''): void {
    const element = this.renderRoot.querySelector('#input');
    const go = this.emit('open-cell', { row, field, element });
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
    const { scroller } = this.#frame;
    const input = this.renderRoot.querySelector<HTMLInputElement>('#input');
    if (!scroller || !input) return;
    this.#pointer.attach(scroller);
    this.#desk.input.attach(input);
    this.#desk.settle();
    if (this.plain) this.#placed.tell(this.field.path, scroller, () => this.requestUpdate());
  }

  #keydown(event: KeyboardEvent): void {
    const { field } = this.#desk;
    if (field && keyAsks(event, whoOf(this.form, field))) return;
    const box = () => this.renderRoot.querySelector<HTMLInputElement>('#find');
    if (!this.#find.keydown(event, box)) this.#desk.keydown(event);
  }

  #spoken(): string | null {
    const { model, field } = this.#desk;
    const { row, col } = model.selection.cell;
    return field ? spokenCell(model, this.#state(row, field), this.#problemAt(row, col)) : null;
  }

  #problemAt(row: number, col: number): string {
    const { model } = this.#desk;
    const name = model.columns[col]?.name ?? '';
    return model.flawAt(row, col)?.sentence ?? this.#byRow.get(row)?.get(name) ?? '';
  }

  /** Tells what a cell says whole where it is cut, and what is wrong with it. */
  #hover(event: Event): void {
    hoverTitle(event.target as HTMLElement, (row, col) =>
      col === null ? [...(this.#byRow.get(row)?.values() ?? [])].join('\n') : this.#problemAt(row, col),
    );
  }

  override render() {
    if (!this.field || !this.form) return nothing;
    const desk = this.#desk;
    const { model, viewport } = desk;
    const wrong = this.#byRow.size + model.state.flaws.size === 0 ? [] : problemCells(model, this.#byRow);
    if (this.#asCards)
      return html`<div class="frame relative surface edged-strong rounded">${this.#cardsView(wrong)}${this.#rowForm()}</div>`;
    const seen = viewport.seen(model.lines);
    const { row, col } = model.selection.cell;
    const problem = this.#problemAt(row, col);
    return html`<div class="frame relative clips surface edged-strong rounded"
      @focusout=${({ target }: Event) => (target as Element).id === 'input' && desk.leaveCell()}>
      ${
        this.readonly && wrong.length === 0 && !this.#columns.hasMany && !this.#find.isOffered
          ? nothing
          : barView(
              { model, problems: wrong.length, readonly: this.readonly, fixed: this.fixed, act: this.#act },
              html`${this.#find.view()}${this.#columns.chooser((choice) => this.#choose(choice))}`,
            )
      }
      <div class="scroller relative scrolls" @scroll=${() => this.#frame.scrolled()} @mouseover=${this.#hover}>
        <div class="canvas relative ${viewport.canvasWidth > viewport.width ? '' : 'fits'}"
          style="width:${viewport.canvasWidth}px;height:${viewport.canvasHeight(model.lines)}px"
          @keydown=${this.#keydown}
          @copy=${(event: ClipboardEvent) => desk.copy(event, false)}
          @cut=${(event: ClipboardEvent) => desk.copy(event, true)}
          @paste=${(event: ClipboardEvent) => desk.paste(event)}>
          ${overView(desk, { problem, readonly: this.readonly })}
          ${gridView({
            model,
            viewport,
            seen,
            problems: this.#byRow,
            readonly: this.readonly,
            label: this.label || say(this.field.label),
            form: this.form,
            needed: this.needed,
            epoch: this.#epoch,
            totals: this.#columns.totals,
            state: (at, one) => this.#state(at, one, mayTurn),
            isFound: (at, one) => this.#find.holds({ row: at, col: one }),
          })}
        </div>
      </div>
      <footer class="small flex wraps centred gap-1-4 pad-1-2 muted shaded ruled-above"
      >${summaryOf(model)}${pagesView(desk, wrong)}<span class="in-warn" role="status">${this.notice}</span></footer>
      <div id="said" class="sr-only" aria-live="polite"></div>
      ${listView(desk, this.renderRoot.querySelector('#input'))}${this.#panel()}${this.#rowForm()}
    </div>`;
  }

  #cardsView(wrong: readonly Cell[]) {
    return cardsView({
      ...{ desk: this.#desk, columns: this.#columns, problems: this.#byRow, notice: this.notice },
      ...{ wrong, most: this.#cards, find: this.#find, choose: (choice) => this.#choose(choice) },
      label: this.label || say(this.field.label),
      state: (row, field) => this.#state(row, field, mayTurn),
      open: (row) => this.#openRow(row),
      more: () => this.#relay(() => (this.#cards += cardsAtOnce)),
    });
  }

  #panel() {
    const { opened, form, record, unsaved } = this;
    if (!opened) return nothing;
    const { model } = this.#desk;
    const { row, field } = opened;
    const ask = askOver(opened, model, {
      ...{ form, record, unsaved, state: this.#state(row, field), offers: this.offers?.(field, row) },
      problem: this.#problemAt(row, model.columns.indexOf(field)),
    });
    return html`<gj-sheet-panel .ask=${ask} .typed=${opened.typed}
      .anchor=${this.renderRoot.querySelector('#input')} @closed=${this.#close}></gj-sheet-panel>`;
  }

  #rowForm() {
    const row = this.#formRow;
    if (row === null) return nothing;
    return rowFormView({
      ...{ row, desk: this.#desk, columns: this.#columns, problems: this.#byRow },
      ...{ form: this.form, record: this.record, unsaved: this.unsaved },
      ...{ needed: this.needed, offers: this.offers },
      state: (field) => this.#state(row, field),
      fixed: this.readonly || this.fixed,
      go: (to) => this.#openRow(to),
    });
  }

  #act(event: CustomEvent<BarAction>): void {
    event.stopPropagation();
    this.#desk.run(barCommands[event.detail]);
    if (this.#formRow === null) this.focus();
  }
}
customElements.define('gj-sheet', GjSheet);
