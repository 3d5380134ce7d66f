import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { foldText } from '../../metadata/common/fold-text.ts';
import { grouped } from '../../metadata/common/grouped.ts';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import { icon } from '../kit/base/icons.ts';
import { shownIn } from './model/cell-text.ts';
import { nextCell } from './model/sheet-marks.ts';
import type { Cell } from './model/sheet-range.ts';
import type { SheetDesk } from './sheet-desk.ts';

/** With fewer rows everything is in sight. */
const fewest = 11;

/**
 * Looks for a text in what rows show, on all pages, and leads from one cell to the next. Rows are not left out by it:
 * what is filled, pasted or moved goes where one sees it go.
 */
export class SheetFind {
  text = '';
  readonly #desk: SheetDesk;
  readonly #redraw: () => void;
  #rows: readonly JsonObject[] = [];
  #columns: readonly Field[] = [];
  #looked = '';
  #found: readonly Cell[] = [];
  #keys: ReadonlySet<string> = new Set();

  constructor(desk: SheetDesk, redraw: () => void) {
    this.#desk = desk;
    this.#redraw = redraw;
  }

  get isOffered(): boolean {
    return this.text !== '' || this.#desk.model.state.rows.length >= fewest;
  }

  /** Cells that show the text, in reading order. */
  get found(): readonly Cell[] {
    const { model } = this.#desk;
    const { rows } = model.state;
    const text = foldText(this.text.trim());
    if (rows === this.#rows && model.columns === this.#columns && text === this.#looked) return this.#found;
    this.#rows = rows;
    this.#columns = model.columns;
    this.#looked = text;
    this.#found = text === '' ? [] : rows.flatMap((_, row) => this.#inRow(row, text));
    this.#keys = new Set(this.#found.map(keyOf));
    return this.#found;
  }

  #inRow(row: number, text: string): readonly Cell[] {
    const { columns } = this.#desk.model;
    return columns.flatMap((_, col) =>
      foldText(this.#shown(row, col)).includes(text) ? [{ row, col }] : [],
    );
  }

  #shown(row: number, col: number): string {
    const { model } = this.#desk;
    const field = model.columns[col];
    const value = model.valueAt(row, col) ?? null;
    const shown = field && value !== null ? shownIn(value, model.fieldIn(row, field)) : '';
    return typeof shown === 'string' && shown !== '' ? shown : model.textAt(row, col);
  }

  /** Whether a cell shows the text. */
  holds(cell: Cell): boolean {
    return this.found.length > 0 && this.#keys.has(keyOf(cell));
  }

  /** Ctrl+F leads here, as in any sheet; what the browser finds is only what is drawn. */
  keydown(event: KeyboardEvent, box: () => HTMLInputElement | null): boolean {
    const isAsked = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'f';
    if (!isAsked || !this.isOffered) return false;
    event.preventDefault();
    this.#desk.leaveCell();
    box()?.select();
    return true;
  }

  #go(back: boolean): void {
    const next = nextCell(this.found, this.#desk.model.selection.cell, back);
    if (next) this.#desk.select(next, next, next);
  }

  #look(text: string): void {
    this.text = text;
    const { found } = this;
    const { cell } = this.#desk.model.selection;
    const first =
      found.find(({ row, col }) => row > cell.row || (row === cell.row && col >= cell.col)) ?? found[0];
    if (first) this.#desk.select(first, first, first);
    this.#redraw();
  }

  #typed(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Enter') this.#go(event.shiftKey);
    else if (event.key === 'Escape') {
      this.#look('');
      this.#desk.focusInput();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  view(): TemplateResult | typeof nothing {
    if (!this.isOffered) return nothing;
    const { found } = this;
    const label = msg('在各行中查找', { id: 'sheet-find' });
    const { cell } = this.#desk.model.selection;
    const at = found.findIndex(({ row, col }) => row === cell.row && col === cell.col) + 1;
    const step = (back: boolean, text: string) =>
      html`<button class="square slim" ?disabled=${found.length === 0} aria-label=${text} title=${text}
        @mousedown=${(event: Event) => event.preventDefault()}
        @click=${() => this.#go(back)}>${icon(back ? 'up' : 'down', 12)}</button>`;
    return html`<span class="find flex centred gap-1" role="search">
      <input type="search" id="find" class="plain slim" aria-label=${label} placeholder=${label} title="Ctrl+F" .value=${this.text}
        @input=${(event: Event) => this.#look((event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => this.#typed(event)} />
      ${
        this.text.trim() === ''
          ? nothing
          : html`<span class="small muted one-line figures" role="status">${
              found.length === 0
                ? msg('没有找到', { id: 'sheet-find-none' })
                : msg(str`${grouped(at)}/${grouped(found.length)}`, { id: 'sheet-find-count' })
            }</span>
            ${step(true, msg('上一处', { id: 'sheet-find-before' }))}${step(false, msg('下一处', { id: 'sheet-find-after' }))}`
      }</span>`;
  }
}

function keyOf({ row, col }: Cell): string {
  return `${row}:${col}`;
}
