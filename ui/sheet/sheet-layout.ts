import type { Field } from '../../metadata/field.ts';
import { uiKind } from '../fields/kinds/index.ts';
import { pixelsOf } from '../kit/base/text-width.ts';
import { say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { textOf } from './model/cell-text.ts';
import { type Placed, placeColumns, type Wanted } from './model/sheet-columns.ts';
import type { SheetModel } from './model/sheet-model.ts';
import { gutter, type SheetViewport } from './model/sheet-viewport.ts';

/** Widths of columns as one person drew them, by the field's name. */
type Widths = Readonly<Record<string, number>>;

const widthsKey = (sheet: string) => `sheet:${sheet.replaceAll('/', ':')}`;

/** @param sheet path of the entries, with the form */
function readWidths(sheet: string): Widths {
  const kept = session.own.read(widthsKey(sheet));
  if (typeof kept !== 'object' || kept === null) return {};
  return Object.fromEntries(
    Object.entries(kept).flatMap(([field, width]) =>
      typeof width === 'number' && width >= leastWidth ? [[field, width]] : [],
    ),
  );
}

function writeWidths(sheet: string, widths: Widths): void {
  session.own.write(widthsKey(sheet), { ...widths });
}

const leastWidth = 40;
const mostWidth = 900;

/** The widths of the columns: as one person drew them, in the room there is. */
export class SheetLayout {
  #widths: Widths = {};
  #name = '';
  /** The number of columns that are to stay at the left, as far as there is room. */
  pinned = 1;
  readonly #model: SheetModel;
  readonly #viewport: SheetViewport;

  constructor(model: SheetModel, viewport: SheetViewport) {
    this.#model = model;
    this.#viewport = viewport;
  }

  /** @param name what widths are kept under; empty: as the form has them, whoever looks */
  begin(name: string): void {
    if (name === '') this.#widths = {};
    else if (name !== this.#name) this.#widths = readWidths(name);
    this.#name = name;
    this.place();
  }

  /** So wide the sheet is where no column grows. */
  get natural(): number {
    return wantedWidths(this.#model.columns, this.#widths).reduce((sum, { width }) => sum + width, gutter);
  }

  /** Takes in how far the sheet is scrolled; answers whether that is elsewhere than before. */
  scrolled(left: number, top: number): boolean {
    const viewport = this.#viewport;
    if (viewport.scrollTop === top && viewport.scrollLeft === left) return false;
    viewport.scrollTop = top;
    viewport.scrollLeft = left;
    return true;
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
    if (done && this.#name !== '') writeWidths(this.#name, this.#widths);
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

  /** Scrolls to a place, as far as the sheet reaches. */
  scrollTo({ top, left }: { readonly top: number; readonly left: number }): void {
    const viewport = this.#viewport;
    const lowest = Math.max(0, viewport.canvasHeight(this.#model.lines) - viewport.height);
    const farthest = Math.max(0, viewport.canvasWidth - viewport.width);
    viewport.scrollTop = Math.min(Math.max(0, top), lowest);
    viewport.scrollLeft = Math.min(Math.max(0, left), farthest);
  }
}

/** Answers how many columns stay at the left: those that move keep at least two fifths of the room. */
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

/** Fields that a sheet shows, in order. */
export function columnsOf(field: Field): readonly Field[] {
  return (field.rows?.fields ?? []).filter((one) => !one.hidden && one.visible !== false);
}

/** As wide as somebody drew them; else as the form has them. */
function wantedWidths(columns: readonly Field[], widths: Widths): readonly Wanted[] {
  return columns.map((field) => wantedWidth(field, widths[field.name]));
}

/** As the form says; else as the kind of a column likes it, and at least as its head is. */
export function wantedWidth(field: Field, stated = field.width): Wanted {
  if (stated !== undefined) return { width: stated, grows: false };
  const kind = uiKind(field);
  const head = pixelsOf(say(field.label)) + (field.required === true ? 30 : 20);
  const grows = kind.align !== 'end' && kind.cell !== 'toggle';
  return { width: Math.max(kind.width, Math.min(head, 200)), grows };
}

/** A width that everything in a column fits into, as far as one looks. */
function fittingWidth(model: SheetModel, col: number): number {
  const field = model.columns[col];
  if (!field) return leastWidth;
  const most = Math.max(
    0,
    ...model.state.rows.slice(0, 1000).map((row, at) => {
      const value = row[field.name];
      const own = model.fieldIn(at, field);
      const shown = value === undefined || value === null ? '' : uiKind(own).show(value, own);
      return pixelsOf(typeof shown === 'string' ? shown : textOf(value, field));
    }),
  );
  return within(Math.max(most + 20, pixelsOf(say(field.label)) + 24));
}

function within(width: number): number {
  return Math.round(Math.min(mostWidth, Math.max(leastWidth, width)));
}
