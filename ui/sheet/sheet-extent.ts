import type { DeskHost } from './desk-host.ts';
import type { SheetModel } from './model/sheet-model.ts';
import type { Extent } from './model/sheet-range.ts';
import type { SheetViewport } from './model/sheet-viewport.ts';

/** What a sheet shows, and where. */
interface Shown {
  readonly model: SheetModel;
  readonly viewport: SheetViewport;
}

/** The cells among which steps and tabs go. */
export function extentOf({ model, viewport }: Shown, host: DeskHost): Extent {
  return {
    rows: model.lines,
    cols: model.columns.length,
    page: viewport.page,
    isFilled: (row, col) => model.textAt(row, col) !== '',
    stops: (row, col) => host.stops(row, col),
  };
}
