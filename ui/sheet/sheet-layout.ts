import { readWidths, type Widths, writeWidths } from './column-widths.ts';
import { type Placed, placeColumns } from './sheet-columns.ts';
import { fittingWidth, wantedWidths, within } from './sheet-fields.ts';
import type { SheetModel } from './sheet-model.ts';
import { gutter, type SheetViewport } from './sheet-viewport.ts';

/** How wide the columns are: as one person drew them, in the room there is. */
export class SheetLayout {
  #widths: Widths = {};
  #name = '';
  /** How many columns are to stay at the left, as far as there is room. */
  pinned = 1;
  readonly #model: SheetModel;
  readonly #viewport: SheetViewport;

  constructor(model: SheetModel, viewport: SheetViewport) {
    this.#model = model;
    this.#viewport = viewport;
  }

  /** @param name what widths are kept under */
  begin(name: string): void {
    if (name !== this.#name) this.#widths = readWidths(name);
    this.#name = name;
    this.place();
  }

  place(): void {
    const viewport = this.#viewport;
    const placed = placeColumns(wantedWidths(this.#model.columns, this.#widths), viewport.width - gutter);
    const same = placed.every((one, at) => {
      const was = viewport.columns[at];
      return was?.left === one.left && was.width === one.width;
    });
    if (!same || viewport.columns.length !== placed.length) viewport.columns = placed;
    viewport.frozen = frozenOf(placed, this.pinned, viewport.width);
  }

  resize(col: number, width: number, done: boolean): void {
    const field = this.#model.columns[col];
    if (!field) return;
    this.#widths = { ...this.#widths, [field.name]: within(width) };
    if (done) writeWidths(this.#name, this.#widths);
    this.place();
  }

  /** As wide as what stands in it. */
  fit(col: number): void {
    this.resize(col, fittingWidth(this.#model, col), true);
  }

  /** @returns whether anything is different */
  measured(width: number, height: number): boolean {
    const viewport = this.#viewport;
    if (viewport.width === width && viewport.height === height) return false;
    viewport.width = width;
    viewport.height = height;
    this.place();
    return true;
  }

  /** Where one wants to scroll, as far as there is something. */
  scrollTo({ top, left }: { readonly top: number; readonly left: number }): void {
    const viewport = this.#viewport;
    const lowest = Math.max(0, viewport.canvasHeight(this.#model.lines) - viewport.height);
    const farthest = Math.max(0, viewport.canvasWidth - viewport.width);
    viewport.scrollTop = Math.min(Math.max(0, top), lowest);
    viewport.scrollLeft = Math.min(Math.max(0, left), farthest);
  }
}

/** Those that stay leave room for those that move: at least two fifths of it. */
function frozenOf(placed: readonly Placed[], pinned: number, room: number): number {
  let frozen = 0;
  let taken = gutter;
  for (const { width } of placed.slice(0, placed.length > 2 ? pinned : 0)) {
    taken += width;
    if (taken > room * 0.6) break;
    frozen++;
  }
  return frozen;
}
