import type { Cell, Range } from './model/sheet-range.ts';
import { headHeight, rowHeight, type SheetViewport } from './model/sheet-viewport.ts';

export interface PointerHost {
  readonly viewport: SheetViewport;
  readonly lines: number;
  readonly range: Range;
  /** Ends what is being typed; nothing is lost. */
  leaveCell(): void;
  select(cell: Cell, end: Cell): void;
  extend(end: Cell): void;
  activate(cell: Cell): void;
  openCurrent(): void;
  toggle(cell: Cell): void;
  fillTo(target: Range | null, done: boolean): void;
  fillToEnd(): void;
  resize(col: number, width: number, done: boolean): void;
  fit(col: number): void;
  scrollBy(x: number, y: number): void;
  focusInput(): void;
}

type Drag =
  | { readonly type: 'cells' }
  | { readonly type: 'rows' }
  | { readonly type: 'columns' }
  | { readonly type: 'fill'; readonly source: Range }
  | { readonly type: 'edge'; readonly col: number; readonly from: number; readonly width: number };

/** Turns the moves of a mouse over a sheet into its actions. */
export class SheetPointer {
  readonly #host: PointerHost;
  #scroller: HTMLElement | null = null;
  #drag: Drag | null = null;
  #last = { x: 0, y: 0 };
  #rolling = 0;

  constructor(host: PointerHost) {
    this.#host = host;
  }

  attach(scroller: HTMLElement): void {
    if (this.#scroller === scroller) return;
    this.#scroller = scroller;
    scroller.addEventListener('mousedown', (event) => {
      // The focus stays where it is: in the one input.
      if (!isTyping(event) && this.#isInside(event)) event.preventDefault();
    });
    scroller.addEventListener('pointerdown', (event) => this.#down(event));
    scroller.addEventListener('pointermove', (event) => this.#move(event));
    scroller.addEventListener('pointerup', () => this.#end(true));
    scroller.addEventListener('pointercancel', () => this.#end(false));
    scroller.addEventListener('dblclick', (event) => this.#double(event));
  }

  /** Answers whether the pointer is not on a scroll bar. */
  #isInside(event: MouseEvent): boolean {
    const scroller = this.#scroller;
    if (!scroller) return false;
    const { left, top } = scroller.getBoundingClientRect();
    return event.clientX - left < scroller.clientWidth && event.clientY - top < scroller.clientHeight;
  }

  #cellAt(event: { readonly clientX: number; readonly clientY: number }): Cell {
    const { left = 0, top = 0 } = this.#scroller?.getBoundingClientRect() ?? {};
    return this.#host.viewport.cellAt(event.clientX - left, event.clientY - top, this.#host.lines);
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || isTyping(event) || !this.#isInside(event)) return;
    const target = event.target as HTMLElement;
    const host = this.#host;
    const cell = this.#cellAt(event);
    const lastRow = Math.max(0, host.lines - 1);
    const lastCol = Math.max(0, host.viewport.columns.length - 1);
    host.leaveCell();
    host.focusInput();
    if (target.closest('[data-open]')) {
      host.openCurrent();
      return;
    }
    if (target.dataset['edge'] !== undefined) {
      const col = Number(target.dataset['edge']);
      this.#drag = { type: 'edge', col, from: event.clientX, width: host.viewport.widthOf(col) };
    } else if (target.dataset['handle'] !== undefined) this.#drag = { type: 'fill', source: host.range };
    else if (target.closest('[data-all]')) host.select({ row: 0, col: 0 }, { row: lastRow, col: lastCol });
    else if (target.closest('.head')) {
      const { col } = cell;
      if (event.shiftKey) host.extend({ row: lastRow, col });
      else host.select({ row: 0, col }, { row: lastRow, col });
      this.#drag = { type: 'columns' };
    } else if (target.closest('.num')) {
      const { row } = cell;
      if (event.shiftKey) host.extend({ row, col: lastCol });
      else host.select({ row, col: 0 }, { row, col: lastCol });
      this.#drag = { type: 'rows' };
    } else {
      if (event.shiftKey) host.extend(cell);
      else host.select(cell, cell);
      if (target.closest('[data-box]')) host.toggle(cell);
      else this.#drag = { type: 'cells' };
    }
    // A finger scrolls where a mouse marks.
    if (event.pointerType !== 'touch') this.#scroller?.setPointerCapture(event.pointerId);
    else if (this.#drag?.type === 'cells') this.#drag = null;
  }

  #move(event: PointerEvent): void {
    if (!this.#drag) return;
    this.#last = { x: event.clientX, y: event.clientY };
    this.#follow();
    if (this.#drag.type !== 'edge' && this.#rolling === 0)
      this.#rolling = requestAnimationFrame(() => this.#roll());
  }

  #follow(): void {
    const drag = this.#drag;
    if (!drag) return;
    const host = this.#host;
    const cell = this.#cellAt({ clientX: this.#last.x, clientY: this.#last.y });
    const lastRow = Math.max(0, host.lines - 1);
    const lastCol = Math.max(0, host.viewport.columns.length - 1);
    if (drag.type === 'cells') host.extend(cell);
    else if (drag.type === 'rows') host.extend({ row: cell.row, col: lastCol });
    else if (drag.type === 'columns') host.extend({ row: lastRow, col: cell.col });
    else if (drag.type === 'fill') host.fillTo(stretched(drag.source, cell), false);
    else host.resize(drag.col, drag.width + this.#last.x - drag.from, false);
  }

  /** Goes on beyond the edge as long as one holds the button there. */
  #roll(): void {
    this.#rolling = 0;
    const drag = this.#drag;
    const rect = this.#scroller?.getBoundingClientRect();
    if (!drag || drag.type === 'edge' || !rect) return;
    const { x, y } = this.#last;
    const { viewport } = this.#host;
    const down = beyond(y, rect.top + headHeight, rect.bottom, rowHeight);
    const right = beyond(x, rect.left + viewport.frozenWidth - 24, rect.right, 24);
    const [by, aside] = [drag.type === 'columns' ? 0 : down, drag.type === 'rows' ? 0 : right];
    if (by === 0 && aside === 0) return;
    this.#host.scrollBy(aside, by);
    this.#follow();
    this.#rolling = requestAnimationFrame(() => this.#roll());
  }

  #end(done: boolean): void {
    const drag = this.#drag;
    this.#drag = null;
    if (this.#rolling !== 0) cancelAnimationFrame(this.#rolling);
    this.#rolling = 0;
    if (drag?.type === 'fill') {
      const cell = this.#cellAt({ clientX: this.#last.x, clientY: this.#last.y });
      this.#host.fillTo(stretched(drag.source, cell), done && this.#last.x !== 0);
    }
    if (drag?.type === 'edge') this.#host.resize(drag.col, this.#host.viewport.widthOf(drag.col), true);
    this.#last = { x: 0, y: 0 };
  }

  #double(event: MouseEvent): void {
    if (isTyping(event) || !this.#isInside(event)) return;
    const target = event.target as HTMLElement;
    if (target.dataset['edge'] !== undefined) this.#host.fit(Number(target.dataset['edge']));
    else if (target.dataset['handle'] !== undefined) this.#host.fillToEnd();
    else if (!target.closest('.head, .num, [data-box], [data-open]'))
      this.#host.activate(this.#cellAt(event));
  }
}

function isTyping(event: Event): boolean {
  return event.target instanceof HTMLInputElement;
}

/** A range made longer in the one direction in which a cell is farther away. */
export function stretched(source: Range, { row, col }: Cell): Range {
  const down = Math.max(row - source.bottom, source.top - row, 0);
  const right = Math.max(col - source.right, source.left - col, 0);
  if (down >= right)
    return { ...source, top: Math.min(source.top, row), bottom: Math.max(source.bottom, row) };
  return { ...source, left: Math.min(source.left, col), right: Math.max(source.right, col) };
}

function beyond(at: number, from: number, to: number, most: number): number {
  if (at < from) return -Math.min(most, from - at);
  return at > to ? Math.min(most, at - to) : 0;
}
