import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { grouped } from '../../metadata/common/grouped.ts';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import { foldText } from '../../metadata/words/fold-text.ts';
import { icon } from '../kit/base/icons.ts';
import { shownIn } from './model/cell-text.ts';
import { nextCell } from './model/sheet-marks.ts';
import type { Cell } from './model/sheet-range.ts';
import type { SheetDesk } from './sheet-desk.ts';

/** With fewer rows everything is in sight. */
const fewest = 11;
/** Milliseconds after a letter or a change until rows are looked through. */
const pause = 120;
/** Milliseconds of looking until keys and drawing have their turn. */
const slice = 8;

/** Where to go once all is looked through: to a match at the current cell or behind it, or on from it. */
type Lead = 'first' | 'next' | 'before';

/**
 * Looks for a text in what rows show, on all pages, and leads from one cell to the next. Rows are not left out by it:
 * what is filled, pasted or moved goes where one sees it go. Thousands of rows are looked through in slices, after a
 * pause, so that nobody's letters wait for it.
 */
export class SheetFind {
  text = '';
  readonly #desk: SheetDesk;
  readonly #isShown: (cell: Cell) => boolean;
  readonly #redraw: () => void;
  #rows: readonly JsonObject[] = [];
  #columns: readonly Field[] = [];
  /** The text that `#found` is of. */
  #looked = '';
  /** Cells that show the text, in reading order. */
  #found: readonly Cell[] = [];
  #keys: ReadonlySet<string> = new Set();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The look under way or waited for: what one before it finds is of no use any more. */
  #look: object | null = null;
  #lead: Lead | null = null;
  #from: Cell | null = null;

  /** `isShown`: nobody finds what the cell does not show by its condition. */
  constructor(desk: SheetDesk, isShown: (cell: Cell) => boolean, redraw: () => void) {
    this.#desk = desk;
    this.#isShown = isShown;
    this.#redraw = redraw;
  }

  get isOffered(): boolean {
    return this.text !== '' || this.#desk.model.state.rows.length >= fewest;
  }

  get #sought(): string {
    return foldText(this.text.trim());
  }

  /** Cells may show something else now. */
  renew(): void {
    this.#rows = [];
  }

  /** Looks again where rows or columns are others than those that were looked through. */
  #keepUp(): void {
    const { model } = this.#desk;
    if (this.#sought === '' || (model.state.rows === this.#rows && model.columns === this.#columns)) return;
    this.#begin();
  }

  #begin(wait = pause): void {
    const { model } = this.#desk;
    const look = {};
    this.#look = look;
    this.#rows = model.state.rows;
    this.#columns = model.columns;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#lookThrough(look), wait);
  }

  async #lookThrough(look: object): Promise<void> {
    const { model } = this.#desk;
    const sought = this.#sought;
    const rows = this.#rows;
    const found: Cell[] = [];
    let began = performance.now();
    for (let row = 0; row < rows.length; row++) {
      for (let col = 0; col < model.columns.length; col++)
        if (foldText(this.#shown(row, col)).includes(sought) && this.#isShown({ row, col }))
          found.push({ row, col });
      if (performance.now() - began < slice) continue;
      await new Promise((resolve) => setTimeout(resolve));
      // Another text, or other rows, of which the next look is.
      if (look !== this.#look || model.state.rows !== rows) return;
      began = performance.now();
    }
    this.#end(sought, found);
  }

  #end(sought: string, found: readonly Cell[]): void {
    this.#look = null;
    this.#looked = sought;
    this.#found = found;
    this.#keys = new Set(found.map(keyOf));
    const lead = this.#lead;
    this.#lead = null;
    if (lead) this.#follow(lead);
    this.#redraw();
  }

  /** Who went elsewhere meanwhile, or types in a cell, stays there. */
  #follow(lead: Lead): void {
    const { model, input } = this.#desk;
    const { cell } = model.selection;
    if (input.mode !== 'rest' || cell.row !== this.#from?.row || cell.col !== this.#from.col) return;
    const isHere = this.#keys.has(keyOf(cell));
    const to = lead === 'first' && isHere ? cell : nextCell(this.#found, cell, lead === 'before');
    if (to) this.#desk.select(to, to, to);
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
    return this.#keys.size > 0 && this.#keys.has(keyOf(cell));
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
    this.#from = this.#desk.model.selection.cell;
    const lead = back ? 'before' : 'next';
    if (!this.#look) this.#follow(lead);
    else {
      // Who typed and goes on at once means the first.
      this.#lead ??= lead;
      this.#begin(0);
    }
  }

  #seek(text: string): void {
    this.text = text;
    const sought = this.#sought;
    if (sought === '') {
      clearTimeout(this.#timer);
      this.#lead = null;
      this.#end('', []);
    } else if (sought !== this.#looked || this.#look) {
      this.#lead = 'first';
      this.#from = this.#desk.model.selection.cell;
      this.#begin();
    }
    this.#redraw();
  }

  #typed(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Enter') this.#go(event.shiftKey);
    else if (event.key === 'Escape') {
      this.#seek('');
      this.#desk.focusInput();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  view(): TemplateResult | typeof nothing {
    if (!this.isOffered) return nothing;
    this.#keepUp();
    const found = this.#found;
    const isLooking = this.#sought !== this.#looked;
    const label = msg('在各行中查找', { id: 'sheet-find' });
    const { cell } = this.#desk.model.selection;
    const at = found.findIndex(({ row, col }) => row === cell.row && col === cell.col) + 1;
    const step = (back: boolean, text: string) =>
      html`<button class="square slim" ?disabled=${found.length === 0 && !isLooking} aria-label=${text} title=${text}
        @mousedown=${(event: Event) => event.preventDefault()}
        @click=${() => this.#go(back)}>${icon(back ? 'up' : 'down', 12)}</button>`;
    return html`<span class="find flex centred gap-1" role="search">
      <input type="search" id="find" class="plain slim" aria-label=${label} placeholder=${label} title="Ctrl+F" .value=${this.text}
        @input=${(event: Event) => this.#seek((event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => this.#typed(event)} />
      ${
        this.text.trim() === ''
          ? nothing
          : html`<span class="small muted one-line figures" role="status">${
              isLooking
                ? '…'
                : found.length === 0
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
