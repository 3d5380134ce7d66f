import { msg, str } from '@lit/localize';
import type { Field } from '../../metadata/field.ts';
import { uiKind } from '../fields/kinds/index.ts';
import { plural } from '../session/i18n.ts';
import type { DeskHost } from './desk-host.ts';
import { isPickedByTyping, isTyped, opens } from './model/cell-text.ts';
import { applyChange, isAboutRows } from './model/sheet-changes.ts';
import { type Choice, SheetChoices } from './model/sheet-choices.ts';
import { putOnClipboard, tableOn } from './model/sheet-clipboard.ts';
import { SheetInput } from './model/sheet-input.ts';
import { type Command, commandOf } from './model/sheet-keys.ts';
import { settleNamed, waiting } from './model/sheet-lookups.ts';
import { nextCell, problemCells } from './model/sheet-marks.ts';
import { SheetModel } from './model/sheet-model.ts';
import { type Cell, enterStop, type Range, rowBegin, stepFrom, tabStop } from './model/sheet-range.ts';
import { localId } from './model/sheet-rows.ts';
import { lostNotice, nothingAmiss, noticeOf } from './model/sheet-summary.ts';
import type { Planned } from './model/sheet-texts.ts';
import { SheetViewport } from './model/sheet-viewport.ts';
import { seeks, soughtIn, withChoice } from './model/sought-choices.ts';
import { extentOf } from './sheet-extent.ts';

/** Runs a sheet's actions, whichever way they come: keys, the mouse and the buttons meet here. */
export class SheetDesk {
  readonly viewport = new SheetViewport(() => this.model.state.rows.length);
  readonly model: SheetModel;
  readonly input: SheetInput;
  readonly choices: SheetChoices;
  /** The range to which a fill handle is being drawn. */
  target: Range | null = null;
  readonly #host: DeskHost;
  /** The column where a run of tabs began: Enter goes back below it. */
  #tabbed: number | null = null;
  #leaving = false;

  constructor(host: DeskHost) {
    this.#host = host;
    this.model = new SheetModel({
      makeId: () => localId(Math.random),
      mayWrite: (row, field) => host.mayWrite(row, field),
      mayAdd: () => !host.readonly && !host.fixed,
      waiting,
      changed: (rows) => {
        host.changed(rows);
        host.redraw();
      },
    });
    this.input = new SheetInput({ typed: (text) => this.#typed(text), modeChanged: () => host.redraw() });
    this.choices = new SheetChoices(() => host.redraw());
  }

  get lines(): number {
    return this.model.lines;
  }
  get range(): Range {
    return this.model.range;
  }
  get field(): Field | undefined {
    return this.model.columns[this.model.selection.cell.col];
  }
  /** Whether people may change the current cell. */
  get mayWrite(): boolean {
    const { field } = this;
    return field !== undefined && this.#host.mayWrite(this.model.selection.cell.row, field);
  }

  /** The input over the current cell, with its text marked; nothing happens while somebody types. */
  settle(): void {
    if (this.input.mode !== 'rest') return;
    this.#rest();
  }

  #rest(): void {
    const { row, col } = this.model.selection.cell;
    const { field } = this;
    const typed = field !== undefined && isTyped(field, this.model.valueAt(row, col));
    this.input.rest(this.model.textAt(row, col), !typed || !this.mayWrite);
  }

  #typed(text: string): void {
    const { cell } = this.model.selection;
    const { field } = this;
    this.#host.scrollTo(this.viewport.reveal(cell));
    if (seeks(field)) this.choices.ask(field, this.#host.offers(field, cell.row), soughtIn(text, field));
  }

  /** Takes in what is being typed. `exactly`: only what is called so, as when one goes away. */
  leaveCell(exactly = true): void {
    if (this.input.mode === 'rest') return;
    const { row, col } = this.model.selection.cell;
    const { text } = this.input;
    const sought = soughtIn(text, this.field);
    const chosen = sought.trim() === '' ? undefined : this.choices.chosen(sought, exactly);
    this.choices.close();
    if (chosen) this.#put(chosen);
    else this.#report(this.model.enter([{ row, col, text }]));
    this.#rest();
  }

  /** Writes a choice, behind those that were typed before it where the cell takes several. */
  #put(choice: Choice): void {
    const { row, col } = this.model.selection.cell;
    const text = withChoice(choice, this.input.text, this.field);
    if (text === undefined) this.model.put(row, col, choice.value);
    else this.#report(this.model.enter([{ row, col, text }]));
  }

  /** Writes the choice that was picked from the list. */
  pick(choice: Choice): void {
    this.choices.close();
    this.#put(choice);
    this.#rest();
    this.input.focus();
  }

  #report(planned: Planned): void {
    this.#host.notice(noticeOf(planned));
    if (planned.named.length > 0) void this.#settle(planned);
  }

  /** What was named and is not there is told as well where one has gone on to another cell. */
  async #settle({ named }: Planned): Promise<void> {
    const amiss = await settleNamed(this.model, named, (field, row) => this.#host.offers(field, row));
    if (amiss.length > 0) this.#host.notice(lostNotice(amiss));
  }

  #skipped(skipped: number): void {
    this.#host.notice(noticeOf({ ...nothingAmiss, skipped }));
  }

  select(cell: Cell, end: Cell = cell, reveal: Cell | null = null): void {
    const before = this.model.selection.cell.row;
    this.model.selection = { cell, end };
    this.#leaving = false;
    if (reveal) this.#host.scrollTo(this.viewport.reveal(reveal));
    this.#host.redraw();
    if (cell.row !== before) this.#host.picked(cell.row);
  }

  extend(end: Cell): void {
    const { selection } = this.model;
    if (selection.end.row !== end.row || selection.end.col !== end.col) this.select(selection.cell, end);
  }

  keydown(event: KeyboardEvent): void {
    // While an input method composes, keys are its own.
    const { mode } = this.input;
    if (event.isComposing || event.keyCode === 229) {
      if (mode === 'rest' && event.type === 'keydown') this.#refuse('');
      return;
    }
    if (this.choices.isOpen && mode !== 'rest' && !event.altKey && /^Arrow(Up|Down)$/.test(event.key)) {
      event.preventDefault();
      this.choices.move(event.key === 'ArrowDown' ? 1 : -1);
      return;
    }
    const command = commandOf(event, mode);
    if (command && this.run(command)) event.preventDefault();
    // A space that turns nothing on or off is typed as any other sign.
    else if (mode === 'rest' && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (this.#refuse(event.key)) event.preventDefault();
    }
  }

  /**
   * Refuses a text where none may stand: it goes to the control, or one is told why nothing appears. Answers whether a
   * control took it.
   */
  #refuse(typed: string): boolean {
    const { field } = this;
    if (!field) return false;
    const { row, col } = this.model.selection.cell;
    if (!field.rows && !this.mayWrite) this.#host.refuse(row, field);
    else if (!isTyped(field, this.model.valueAt(row, col))) {
      this.#open(row, field, typed);
      return true;
    }
    return false;
  }

  /** @returns whether it was done, so that nobody else does something with the key */
  run(command: Command): boolean {
    const { model } = this;
    const { cell, end } = model.selection;
    if (command.do !== 'tab' && command.do !== 'enter') this.#tabbed = null;
    switch (command.do) {
      case 'step': {
        this.leaveCell(false);
        const to = stepFrom(command.extend ? end : cell, command.step, extentOf(this, this.#host));
        this.select(command.extend ? cell : to, to, to);
        // Columns that stay at the left are seen anyhow: who goes to a row's beginning wants to see what follows.
        if (to.col === 0 && /^(row|sheet)-start$/.test(command.step))
          this.#host.scrollTo({ top: this.viewport.scrollTop, left: 0 });
        return true;
      }
      case 'tab':
        return this.#tab(command.back);
      case 'enter': {
        this.leaveCell(false);
        const how = { back: command.back, tabbed: this.#tabbed, filled: model.state.rows.length };
        const to = enterStop(cell, how, extentOf(this, this.#host));
        this.#tabbed = null;
        this.select(to, to, to);
        return true;
      }
      case 'escape':
        return this.#escape();
      case 'edit':
        this.edit();
        return true;
      case 'row-form':
        this.leaveCell();
        this.#host.openRow(cell.row);
        return true;
      case 'open':
        return this.#openOrMove();
      case 'toggle':
        return this.field !== undefined && uiKind(this.field).cell === 'toggle' && this.toggle(cell);
      case 'problem':
        return this.nextProblem(command.back);
      case 'all':
        this.leaveCell();
        this.select(
          { row: 0, col: 0 },
          { row: Math.max(0, model.state.rows.length - 1), col: model.columns.length - 1 },
        );
        return true;
      case 'whole-rows':
        this.select({ row: cell.row, col: 0 }, { row: end.row, col: model.columns.length - 1 });
        return true;
      case 'widen':
        this.#host.resize(cell.col, this.viewport.widthOf(cell.col) + command.by, true);
        return true;
      default:
        return this.#change(command);
    }
  }

  #change(command: Command): boolean {
    const { model } = this;
    if (this.#host.readonly || (this.#host.fixed && isAboutRows(command))) return false;
    this.leaveCell();
    const skipped = applyChange(model, command);
    if (skipped === null) return false;
    this.#skipped(skipped);
    const isAdded = command.do === 'add-row' && model.mayAdd;
    const { cell } = model.selection;
    const to = isAdded ? rowBegin(cell.row, extentOf(this, this.#host)) : cell;
    this.select(to, isAdded ? to : model.selection.end, to);
    this.#host.picked(cell.row);
    return true;
  }

  #tab(back: boolean): boolean {
    this.leaveCell(false);
    const { cell } = this.model.selection;
    const next =
      this.#leaving || this.#host.readonly ? null : tabStop(cell, back, extentOf(this, this.#host));
    this.#leaving = false;
    if (!next) return false;
    this.#tabbed ??= cell.col;
    this.select(next, next, next);
    return true;
  }

  #escape(): boolean {
    if (this.input.mode !== 'rest') {
      this.choices.close();
      this.#rest();
      return true;
    }
    if (this.#host.leave()) return true;
    this.#leaving = true;
    this.#host.notice(msg('按 Tab 离开表格', { id: 'sheet-leave' }));
    return false;
  }

  /** Goes on with what stands in the current cell. */
  edit(): void {
    const { field } = this;
    const { row, col } = this.model.selection.cell;
    if (!field) return;
    if (uiKind(field).cell === 'toggle') this.toggle({ row, col });
    else if (!this.mayWrite || !isTyped(field, this.model.valueAt(row, col))) this.#open(row, field);
    else if (opens(field) && uiKind(field).cell === 'pick' && !isPickedByTyping(field))
      this.#open(row, field);
    else {
      this.#host.scrollTo(this.viewport.reveal({ row, col }));
      // What is typed over an open list is sought in it, and not behind what stood in the cell.
      this.input.edit(isPickedByTyping(field));
      if (isPickedByTyping(field)) this.#offerAll(field, row);
    }
  }

  #offerAll(field: Field, row: number): void {
    const value = this.model.state.rows[row]?.[field.name];
    this.choices.ask(field, this.#host.offers(field, row), '', value, true);
  }

  /** The part that opens over the current cell. */
  get opener(): 'list' | 'control' | 'rows' | null {
    const { field } = this;
    if (!field || !this.#mayOpen(field)) return null;
    if (field.rows) return 'rows';
    return uiKind(field).cell === 'open' ? 'control' : 'list';
  }

  #mayOpen(field: Field): boolean {
    return Boolean(field.rows) || (this.mayWrite ? opens(field) : uiKind(field).showsReadonly === true);
  }

  #open(row: number, field: Field, typed = ''): void {
    // Rows need a row to stand in.
    if (field.rows && row >= this.model.state.rows.length) this.model.insertRows(row, 1);
    if (this.#mayOpen(field)) this.#host.open(row, field, typed);
    else if (!this.mayWrite) this.#host.refuse(row, field);
  }

  #openOrMove(): boolean {
    const { field } = this;
    const { row } = this.model.selection.cell;
    if (!field) return true;
    if (isPickedByTyping(field) && this.mayWrite) {
      if (this.input.mode === 'rest') this.edit();
      else this.#offerAll(field, row);
    } else if (opens(field) || field.rows) {
      this.leaveCell();
      this.#open(row, field);
    } else if (this.input.mode === 'rest') return this.#change({ do: 'move-rows', by: 1 });
    return true;
  }

  openCurrent(): void {
    this.run({ do: 'open' });
  }

  activate(cell: Cell): void {
    this.select(cell);
    this.#rest();
    this.edit();
  }

  toggle({ row, col }: Cell): boolean {
    const field = this.model.columns[col];
    if (!field || row >= this.lines) return false;
    if (this.#host.mayWrite(row, field)) this.model.put(row, col, this.model.valueAt(row, col) !== true);
    else this.#host.refuse(row, field);
    return true;
  }

  nextProblem(back: boolean): boolean {
    this.leaveCell();
    const next = nextCell(problemCells(this.model, this.#host.problems), this.model.selection.cell, back);
    if (next) this.select(next, next, next);
    return true;
  }

  copy(event: ClipboardEvent, cut: boolean): void {
    if (this.input.mode !== 'rest') return;
    event.preventDefault();
    const cells = putOnClipboard(event, this.model);
    if (cut && !this.#host.readonly) this.#skipped(this.model.clear());
    else this.#host.notice(plural(msg(str`已复制 ${cells} 个单元格`, { id: 'sheet-copied' })));
  }

  paste(event: ClipboardEvent): void {
    if (this.input.mode !== 'rest') return;
    event.preventDefault();
    const table = this.#host.readonly ? null : tableOn(event);
    if (table) this.#report(this.model.paste(table));
  }

  fillTo(target: Range | null, done: boolean): void {
    if (!done || !target) this.target = target;
    else {
      this.target = null;
      const { range } = this;
      this.#skipped(this.model.fill(range, target));
      this.select({ row: target.top, col: target.left }, { row: target.bottom, col: target.right });
    }
    this.#host.redraw();
  }

  fillToEnd(): void {
    const bottom = this.model.state.rows.length - 1;
    if (bottom > this.range.bottom) this.fillTo({ ...this.range, bottom }, true);
  }

  resize = (col: number, width: number, done: boolean): void => this.#host.resize(col, width, done);
  fit = (col: number): void => this.#host.fit(col);
  scrollBy(x: number, y: number): void {
    const { scrollTop, scrollLeft } = this.viewport;
    this.#host.scrollTo({ top: scrollTop + y, left: scrollLeft + x });
  }
  focusInput(): void {
    this.input.focus();
  }
}
