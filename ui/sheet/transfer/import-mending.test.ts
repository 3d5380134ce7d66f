import { describe, expect, it } from 'vitest';
import type { Mended } from '../sheet-work.ts';
import { ImportMending } from './import-mending.ts';
import type { SheetProblem } from './import-report.ts';

const same = { text: 'C009', rows: 12 };
const cell = (row: number, more: Partial<SheetProblem> = {}): SheetProblem => ({
  sheet: 0,
  row,
  column: 3,
  message: '没有“C009”',
  same,
  ...more,
});
const all = (text: string, where = 'C009'): Mended => ({ sheet: 0, where, column: 3, text });
const one = (where: number, text: string): Mended => ({ sheet: 0, where, column: 3, text });

interface Trial {
  readonly title: string;
  readonly act: (mending: ImportMending) => void;
  readonly mended: readonly Mended[];
  readonly tried: number;
  /** Of the cells in rows 2 and 5. */
  readonly typed?: readonly [string, string];
}

describe('what is mended of a file', () => {
  it.each<Trial>([
    {
      title: 'what is typed is tried for no row before somebody asks',
      act: (mending) => mending.mend(cell(2), 'C001'),
      mended: [],
      tried: 0,
      typed: ['C001', ''],
    },
    {
      title: 'what is typed for one cell is tried in one step for all rows that say the same',
      act: (mending) => {
        mending.mend(cell(2), 'C001');
        mending.mendAll(cell(2));
      },
      mended: [all('C001')],
      tried: 1,
    },
    {
      title: 'a row of them for which something else was typed is tried with its own',
      act: (mending) => {
        mending.mend(cell(2), 'C001');
        mending.mend(cell(5), 'C005');
        mending.mendAll(cell(2));
      },
      mended: [one(5, 'C005'), all('C001')],
      tried: 1,
    },
    {
      title: 'what all were changed to is changed again, after what it was first',
      act: (mending) => {
        mending.mend(cell(2), 'C008');
        mending.mendAll(cell(2));
        mending.mend(cell(2), 'C001');
        mending.mendAll(cell(2, { same: { text: 'C008', rows: 12 } }));
      },
      mended: [all('C008'), all('C001', 'C008')],
      tried: 2,
    },
    {
      title: 'of the same rows the last holds',
      act: (mending) => {
        for (const text of ['C001', 'C002']) {
          mending.mend(cell(2), text);
          mending.mendAll(cell(2));
        }
      },
      mended: [all('C002')],
      tried: 2,
    },
    {
      title: 'a text that is a number is not the row of that number',
      act: (mending) => {
        mending.mend(cell(9), 'C005');
        mending.mend(cell(2), 'C001');
        mending.mendAll(cell(2, { same: { text: '9', rows: 2 } }));
      },
      mended: [one(9, 'C005'), all('C001', '9')],
      tried: 1,
    },
    {
      title: 'nothing is tried where nothing was typed',
      act: (mending) => mending.mendAll(cell(2)),
      mended: [],
      tried: 0,
    },
    {
      title: 'nothing is tried of a text that no other row says',
      act: (mending) => {
        const { same: _, ...alone } = cell(2);
        mending.mend(alone, 'C001');
        mending.mendAll(alone);
      },
      mended: [],
      tried: 0,
      typed: ['C001', ''],
    },
  ])('$title', ({ act, mended, tried, typed = ['', ''] }) => {
    let trials = 0;
    const mending = new ImportMending().shownBy({ retry: () => trials++, changed: () => {} });
    act(mending);
    expect(mending.mended).toEqual(mended);
    expect(trials).toBe(tried);
    expect([mending.typed(cell(2)), mending.typed(cell(5))]).toEqual(typed);
    expect(mending.isTyped).toBe(typed.some((text) => text !== ''));
  });
});
