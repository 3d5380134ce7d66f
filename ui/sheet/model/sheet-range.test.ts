import { describe, expect, it } from 'vitest';
import { stretched } from '../sheet-pointer.ts';
import { columnAt, columnsBetween, placeColumns } from './sheet-columns.ts';
import { commandOf } from './sheet-keys.ts';
import { type Extent, enterStop, rowBegin, type Step, stepFrom, tabStop } from './sheet-range.ts';
import { sumOf } from './sheet-summary.ts';
import { SheetViewport } from './sheet-viewport.ts';

/** Rows of marks: what is not a dot is filled. */
function extent(...rows: string[]): Extent {
  const isFilled = (row: number, col: number) => (rows[row]?.[col] ?? '.') !== '.';
  return { rows: rows.length, cols: rows[0]?.length ?? 0, page: 3, isFilled, stops: () => true };
}

describe('steps', () => {
  const sheet = extent('xx..x', 'x....', 'x....', '.....', 'x....', 'x....');
  it.each<[string, [number, number], Step, [number, number]]>([
    ['down', [0, 0], 'down', [1, 0]],
    ['not out of the sheet', [0, 0], 'up', [0, 0]],
    ['to the last row at most', [4, 1], 'page-down', [5, 1]],
    ['to the end of what is filled', [0, 0], 'jump-down', [2, 0]],
    ['from the end over what is empty', [2, 0], 'jump-down', [4, 0]],
    ['to the edge where nothing more comes', [5, 0], 'jump-down', [5, 0]],
    ['from the empty to the filled', [0, 2], 'jump-right', [0, 4]],
    ['back', [0, 4], 'jump-left', [0, 1]],
    ['to the very end', [0, 0], 'sheet-end', [5, 4]],
    ['to the end of the row', [2, 1], 'row-end', [2, 4]],
  ])('%s', (_, [row, col], step, [toRow, toCol]) => {
    expect(stepFrom({ row, col }, step, sheet)).toEqual({ row: toRow, col: toCol });
  });

  it('tabs go on in the next row and end behind the last cell', () => {
    expect(tabStop({ row: 0, col: 4 }, false, sheet)).toEqual({ row: 1, col: 0 });
    expect(tabStop({ row: 1, col: 0 }, true, sheet)).toEqual({ row: 0, col: 4 });
    expect(tabStop({ row: 5, col: 4 }, false, sheet)).toBeNull();
    expect(tabStop({ row: 0, col: 0 }, true, sheet)).toBeNull();
    const some = { ...sheet, stops: (_: number, col: number) => col === 1 };
    expect(tabStop({ row: 0, col: 1 }, false, some)).toEqual({ row: 1, col: 1 });
    expect(tabStop({ row: 1, col: 1 }, true, some)).toEqual({ row: 0, col: 1 });
    expect(tabStop({ row: sheet.rows - 1, col: 2 }, false, some)).toBeNull();
  });

  const some = { ...sheet, stops: (_: number, col: number) => col > 0 && col < 4 };
  it.each<[string, [number, number], number | null, boolean, [number, number]]>([
    ['down the column', [1, 2], null, false, [2, 2]],
    ['down to where tabs began', [1, 3], 2, false, [2, 2]],
    ['up', [5, 3], null, true, [4, 3]],
    ['down the column into a new row', [4, 2], null, false, [5, 2]],
    ['from the last cell to the first of a new row', [4, 3], null, false, [5, 1]],
    ['from behind it as well', [4, 4], null, false, [5, 1]],
    ['from the last cell of another row down the column', [2, 3], null, false, [3, 3]],
    ['nowhere from the last row', [5, 3], null, false, [5, 3]],
  ])('enters %s', (_, [row, col], tabbed, back, [toRow, toCol]) => {
    expect(enterStop({ row, col }, { back, tabbed, filled: 5 }, some)).toEqual({ row: toRow, col: toCol });
  });

  it('begins a row where something can be done', () => {
    expect(rowBegin(2, some)).toEqual({ row: 2, col: 1 });
    expect(rowBegin(2, { ...some, stops: () => false })).toEqual({ row: 2, col: 0 });
  });
});

describe('keys', () => {
  const key = (
    name: string,
    held: Partial<Record<'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey', boolean>> = {},
  ) => ({
    key: name,
    ctrlKey: false,
    altKey: false,
    shiftKey: false,
    metaKey: false,
    ...held,
  });

  it('arrows leave a cell that is being typed in, and move within one that is edited', () => {
    expect(commandOf(key('ArrowRight'), 'type')).toEqual({ do: 'step', step: 'right', extend: false });
    expect(commandOf(key('ArrowRight'), 'edit')).toBeNull();
    expect(commandOf(key('Delete'), 'type')).toBeNull();
    expect(commandOf(key('z', { ctrlKey: true }), 'edit')).toBeNull();
    expect(commandOf(key('Enter'), 'edit')).toEqual({ do: 'enter', back: false });
  });

  it('letters are for the text, and the command key of a Mac is Ctrl', () => {
    expect(commandOf(key('a'), 'rest')).toBeNull();
    expect(commandOf(key('Z', { metaKey: true, shiftKey: true }), 'rest')).toEqual({ do: 'redo' });
    expect(commandOf(key('ArrowLeft', { altKey: true }), 'rest')).toBeNull();
  });
});

describe('columns', () => {
  it('share out the room that is left, to the pixel', () => {
    const placed = placeColumns(
      [
        { width: 100, grows: true },
        { width: 50, grows: false },
        { width: 100, grows: true },
      ],
      301,
    );
    expect(placed).toEqual([
      { left: 0, width: 125 },
      { left: 125, width: 50 },
      { left: 175, width: 126 },
    ]);
  });

  it('that are seen are few, with one more on either side', () => {
    const placed = placeColumns(
      Array.from({ length: 30 }, () => ({ width: 100, grows: false })),
      500,
    );
    expect(columnsBetween(placed, 1, 1000, 1500)).toEqual([9, 15]);
    expect(columnsBetween(placed, 1, 0, 500)).toEqual([1, 5]);
    expect(columnAt(placed, 250)).toBe(2);
    expect(columnAt(placed, 99_999)).toBe(29);
  });
});

describe('what is seen', () => {
  const viewport = new SheetViewport();
  viewport.columns = placeColumns(
    Array.from({ length: 30 }, () => ({ width: 100, grows: false })),
    500,
  );
  Object.assign(viewport, { frozen: 1, width: 600, height: 308 });

  it('is a window of rows, at the end too', () => {
    viewport.scrollTop = 28 * 100;
    expect(viewport.seen(2000)).toMatchObject({ firstRow: 96, rows: 19 });
    viewport.scrollTop = 28 * 2000;
    expect(viewport.seen(2000)).toMatchObject({ firstRow: 1981, rows: 19 });
    expect(viewport.seen(3)).toMatchObject({ firstRow: 0, rows: 3 });
    viewport.scrollTop = 0;
  });

  it('scrolls no farther than a cell needs, and not for what stays at the left', () => {
    expect(viewport.reveal({ row: 5, col: 0 })).toEqual({ top: 0, left: 0 });
    expect(viewport.reveal({ row: 10, col: 6 })).toEqual({ top: 28, left: 146 });
    viewport.scrollLeft = 1000;
    expect(viewport.reveal({ row: 0, col: 5 })).toEqual({ top: 0, left: 400 });
    expect(viewport.reveal({ row: 0, col: 0 })).toEqual({ top: 0, left: 1000 });
    viewport.scrollLeft = 0;
  });
});

describe('a sheet of pages', () => {
  let rows = 0;
  const viewport = new SheetViewport(() => rows);
  Object.assign(viewport, { perPage: 20, width: 600, height: 308 });
  const place = (row: number) => viewport.reveal({ row, col: 0 });

  it('shows what a cell stands on, and what stands there only', () => {
    rows = 50;
    place(25);
    expect([viewport.pages, viewport.at, viewport.first]).toEqual([3, 1, 20]);
    expect(viewport.canvasHeight(51)).toBe(21 * 28);
    expect(viewport.seen(51)).toMatchObject({ firstRow: 20, rows: 19 });
    expect(viewport.top(20)).toBe(28);
    expect(viewport.cellAt(100, 28 + 28 * 2 + 1, 51).row).toBe(22);
    expect([19, 20, 39, 40].map((row) => viewport.isElsewhere(row))).toEqual([true, false, false, true]);
    const range = { top: 0, bottom: 49, left: 0, right: 1 };
    expect(viewport.onPage(range)).toEqual({ ...range, top: 20, bottom: 39 });
    expect(viewport.onPage({ ...range, bottom: 3 })).toBeNull();
  });

  it.each([
    ['the line for a new row stands on the last page', 50, 50, [2, 11]],
    ['though that be full', 40, 40, [1, 21]],
    ['a row that is added begins a page', 41, 40, [2, 2]],
    ['without rows there is one page', 0, 0, [0, 1]],
  ])('%s', (_, count, row, [page, lines]) => {
    rows = count;
    place(row);
    expect([viewport.at, viewport.seen(rows + 1).rows]).toEqual([page, Math.min(lines ?? 0, 19)]);
  });

  it('of rows that are gone the last page is shown', () => {
    rows = 50;
    place(49);
    rows = 15;
    expect([viewport.at, viewport.first]).toEqual([0, 0]);
  });
});

describe('a handle', () => {
  const source = { top: 2, bottom: 3, left: 2, right: 2 };
  it('fills in the direction it is drawn farthest', () => {
    expect(stretched(source, { row: 9, col: 4 })).toEqual({ ...source, bottom: 9 });
    expect(stretched(source, { row: 0, col: 2 })).toEqual({ ...source, top: 0 });
    expect(stretched(source, { row: 3, col: 7 })).toEqual({ ...source, right: 7 });
  });
});

describe('sums', () => {
  it.each([
    ['exactly, where floating point is not', ['0.1', '0.2'], '0.3'],
    ['with signs', ['-1.25', '1'], '-0.25'],
    ['far beyond what a number holds', ['90071992547409930.01', '0.01'], '90071992547409930.02'],
    ['without zeros at the end', ['0.5', '0.50', 1], '2'],
    ['and what is no number does not count', ['x', null, undefined, '3'], '3'],
  ])('%s', (_, values, sum) => {
    expect(sumOf(values).sum).toBe(sum);
  });
});
