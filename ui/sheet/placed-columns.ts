import type { Field } from '../../metadata/field.ts';
import type { Placed } from './model/sheet-columns.ts';
import type { SheetDesk } from './sheet-desk.ts';
import type { SheetLayout } from './sheet-layout.ts';

/** Where the columns of a sheet stand, for whoever lays handles over them. */
export interface PlacedColumns {
  /** Of the entries, by ids. */
  readonly path: string;
  /** What the columns stand in; they are measured from its left. */
  readonly box: Element;
  readonly columns: readonly (Placed & { readonly field: Field })[];
  /** So wide it is where no column takes more room than it wants. */
  readonly natural: number;
  /** Draws a column so wide, until the form says otherwise. */
  stretch(field: Field, width: number): void;
}

/** Tells where columns stand, whenever they stand otherwise than when it was told last. */
export class ColumnsReport {
  readonly #desk: Pick<SheetDesk, 'model' | 'viewport'>;
  readonly #layout: SheetLayout;
  readonly #emit: (placed: PlacedColumns) => void;
  #last: readonly unknown[] = [];

  constructor(
    desk: Pick<SheetDesk, 'model' | 'viewport'>,
    layout: SheetLayout,
    emit: (placed: PlacedColumns) => void,
  ) {
    this.#desk = desk;
    this.#layout = layout;
    this.#emit = emit;
  }

  tell(path: string, box: Element, redraw: () => void): void {
    const { model, viewport } = this.#desk;
    const { columns } = model;
    if (this.#last[0] === columns && this.#last[1] === viewport.columns) return;
    this.#last = [columns, viewport.columns];
    this.#emit({
      path,
      box,
      columns: columns.map((field, col) => ({
        field,
        left: viewport.left(col),
        width: viewport.widthOf(col),
      })),
      natural: this.#layout.natural,
      stretch: (field, width) => {
        this.#layout.resize(columns.indexOf(field), width, false);
        redraw();
      },
    });
  }
}
