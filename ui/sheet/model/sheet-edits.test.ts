import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit, applyEdits, type Edit, type SheetState } from './sheet-edits.ts';
import { SheetHistory } from './sheet-history.ts';
import { at } from './sheet-range.ts';

const noId = () => 'made';
const states = fc
  .array(fc.record({ a: fc.integer(), b: fc.constantFrom('x', 'y') }), { minLength: 1, maxLength: 8 })
  .map(
    (rows): SheetState => ({
      rows: rows.map((row, index) => ({ id: `r${index}`, ...row })),
      flaws: new Map(),
    }),
  );

function editsOf({ rows }: SheetState): fc.Arbitrary<Edit> {
  const row = fc.nat(rows.length - 1);
  const flaw = fc.option(fc.constant({ text: 'bad', sentence: 'no' }));
  const cells = fc.array(
    fc.record({ row, name: fc.constantFrom('a', 'b', 'c'), value: fc.option(fc.integer()), flaw }),
    { maxLength: 6 },
  );
  const indexes = fc.uniqueArray(row, { minLength: 1 }).map((all) => all.sort((a, b) => a - b));
  return fc.oneof(
    cells.map((all): Edit => ({ type: 'write', cells: all })),
    indexes.map((all): Edit => ({ type: 'remove', at: all })),
    indexes.map(
      (all): Edit => ({
        type: 'insert',
        rows: all.map((index) => ({ at: index, row: { id: `n${index}` } })),
      }),
    ),
    fc
      .record({ from: row, to: row, count: fc.integer({ min: 1, max: 3 }) })
      .filter(({ from, to, count }) => Math.max(from, to) + count <= rows.length)
      .map((move): Edit => ({ type: 'move', ...move })),
  );
}

describe('edits of a sheet', () => {
  it('know their way back, whatever they did', () => {
    fc.assert(
      fc.property(
        states.chain((state) => fc.tuple(fc.constant(state), editsOf(state))),
        ([state, edit]) => {
          const there = applyEdit(state, edit, noId);
          expect(applyEdit(there.state, there.back, noId).state).toEqual(state);
        },
      ),
    );
  });

  it('leave rows that they do not touch the very same objects', () => {
    const state: SheetState = { rows: [{ id: '1' }, { id: '2' }], flaws: new Map() };
    const { rows } = applyEdit(
      state,
      { type: 'write', cells: [{ row: 1, name: 'a', value: 1 }] },
      noId,
    ).state;
    expect(rows[0]).toBe(state.rows[0]);
    expect(rows[1]).toEqual({ id: '2', a: 1 });
    expect(state.rows[1]).toEqual({ id: '2' });
  });

  it('give a row that is written to an id', () => {
    const edit: Edit = { type: 'write', cells: [{ row: 0, name: 'a', value: 1 }] };
    expect(applyEdit({ rows: [{}], flaws: new Map() }, edit, noId).state.rows).toEqual([
      { id: 'made', a: 1 },
    ]);
  });

  it('are undone and done again in their order', () => {
    fc.assert(
      fc.property(states, fc.array(fc.nat(), { maxLength: 5 }), (state, values) => {
        const history = new SheetHistory(noId);
        let now = state;
        for (const value of values) {
          const grow: Edit = {
            type: 'insert',
            rows: [{ at: value % (now.rows.length + 1), row: { id: `v${value}` } }],
          };
          const write: Edit = { type: 'write', cells: [{ row: 0, name: 'a', value }] };
          now = history.apply(now, [grow, write], at(0, 0), at(1, 1));
        }
        const last = now;
        while (history.canUndo) now = history.undo(now)?.state ?? now;
        expect(now).toEqual(state);
        while (history.canRedo) now = history.redo(now)?.state ?? now;
        expect(now).toEqual(last);
      }),
    );
  });

  it('forget what was undone once something else is done', () => {
    const history = new SheetHistory(noId);
    const state: SheetState = { rows: [{ id: '1' }], flaws: new Map() };
    const edit: Edit = { type: 'write', cells: [{ row: 0, name: 'a', value: 1 }] };
    history.undo(history.apply(state, [edit], at(0, 0), at(0, 0)));
    expect(history.canRedo).toBe(true);
    history.apply(state, [edit], at(0, 0), at(0, 0));
    expect(history.canRedo).toBe(false);
  });

  it('undo several at once', () => {
    const state: SheetState = { rows: [{ id: '1' }], flaws: new Map() };
    const made = applyEdits(
      state,
      [
        { type: 'insert', rows: [{ at: 1, row: { id: '2' } }] },
        { type: 'write', cells: [{ row: 1, name: 'a', value: 1, flaw: { text: 'x', sentence: 's' } }] },
      ],
      noId,
    );
    expect(made.state.flaws.get('2')?.get('a')?.text).toBe('x');
    expect(applyEdits(made.state, made.back, noId).state).toEqual(state);
  });
});
