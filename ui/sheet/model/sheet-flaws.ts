import { msg, str } from '@lit/localize';
import { problemCells } from './sheet-marks.ts';
import type { SheetModel } from './sheet-model.ts';

/** Texts that stand in cells and are no values. */
export interface Flaws {
  /** As `row/field`. */
  readonly cells: readonly string[];
  /** Of the first of them; null: there is none. */
  readonly sentence: string | null;
}

/** The flaws of a sheet, as they were last seen. */
export class SheetFlaws {
  #seen = '';

  /** Answers the flaws now, at the first call and whenever they differ from the last; null: nothing changed. */
  change(model: SheetModel): Flaws | null {
    const flaws = flawsOf(model);
    const seen = JSON.stringify(flaws);
    if (seen === this.#seen) return null;
    this.#seen = seen;
    return flaws;
  }
}

function flawsOf(model: SheetModel): Flaws {
  const places = model.state.flaws.size === 0 ? [] : problemCells(model, new Map());
  const [first] = places;
  const row = (first?.row ?? 0) + 1;
  const said = first ? (model.flawAt(first.row, first.col)?.sentence ?? '') : '';
  return {
    cells: places.map(({ row, col }) => `${row}/${model.columns[col]?.name}`),
    sentence: first ? msg(str`第 ${row} 行：${said}`, { id: 'sheet-flaw-in-row' }) : null,
  };
}
