import { beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import { SheetModel } from './sheet-model.ts';
import { at } from './sheet-range.ts';

function field(name: string, kind: string, more: Partial<Field> = {}): Field {
  return {
    id: name,
    name,
    path: `lines.${name}`,
    kind: kinds.get(kind)!,
    package: 'test',
    label: { zh: name, en: name },
    visible: true,
    required: false,
    readonly: false,
    ownable: false,
    fixed: false,
    personal: false,
    hidden: false,
    props: {},
    source: [],
    ...more,
  } as Field;
}

const columns = [
  field('item', 'text'),
  field('amount', 'money', { props: { precision: 18, scale: 2 } }),
  field('tax', 'money', { props: { precision: 18, scale: 2 }, readonly: true }),
  field('buyer', 'reference', { target: 'partner' }),
];

describe('a sheet’s rows', () => {
  let model: SheetModel;
  let changes: number[][];
  const rows = (): readonly JsonObject[] => model.state.rows;
  const column = (name: string) => rows().map((row) => row[name] ?? null);
  const mark = (top: number, left: number, bottom: number, right: number) => {
    model.selection = { cell: { row: top, col: left }, end: { row: bottom, col: right } };
  };

  beforeEach(() => {
    let made = 0;
    changes = [];
    model = new SheetModel({
      makeId: () => `new-${++made}`,
      mayWrite: (_, one) => one.readonly !== true,
      mayAdd: () => true,
      waiting: () => 'looking',
      changed: (changed) => changes.push([...changed]),
    });
    model.columns = columns;
    model.take([
      { id: 'a', item: 'one', amount: '1', tax: '0.1' },
      { id: 'b', item: 'two', amount: '2', tax: '0.2' },
    ]);
  });

  it('grow where something is entered below them, in one step that can be undone', () => {
    const planned = model.enter([{ row: 4, col: 0, text: 'far' }]);
    expect(column('item')).toEqual(['one', 'two', null, null, 'far']);
    expect(planned).toMatchObject({ skipped: 0, outside: 0, flawed: 0 });
    expect(changes).toEqual([[2, 3, 4]]);
    model.undo();
    expect(rows()).toHaveLength(2);
    model.redo();
    expect(column('item')[4]).toBe('far');
  });

  it('keep what cannot be read where it was written, and count what they did not take', () => {
    mark(0, 1, 0, 1);
    const planned = model.paste([
      ['12.345,6x', '9', 'P1', 'beyond'],
      ['3', '0.2', '', ''],
    ]);
    // 0.2 stands there already: nobody has to be told that it may not be changed.
    expect(planned).toMatchObject({ flawed: 1, skipped: 1, outside: 1 });
    expect(model.textAt(0, 1)).toBe('12.345,6x');
    expect(model.flawAt(0, 1)?.sentence).toBeTruthy();
    expect(column('amount')).toEqual([null, '3']);
    expect(column('tax')).toEqual(['0.1', '0.2']);
    model.enter([{ row: 0, col: 1, text: '7' }]);
    expect([model.flawAt(0, 1), model.valueAt(0, 1)]).toEqual([null, '7']);
  });

  it('do nothing when what is entered stands there already', () => {
    model.enter([{ row: 0, col: 0, text: 'one' }]);
    model.put(5, 2, '1');
    expect(changes).toEqual([]);
    expect(model.canUndo).toBe(false);
  });

  it('repeat one copied cell over all that is marked, and a table that fits several times', () => {
    mark(0, 0, 1, 0);
    model.paste([['same']]);
    expect(column('item')).toEqual(['same', 'same']);
    mark(0, 0, 3, 0);
    model.paste([['x'], ['y']]);
    expect(column('item')).toEqual(['x', 'y', 'x', 'y']);
  });

  it('fill from the first row, from the row above, and upwards', () => {
    mark(0, 0, 1, 2);
    expect(model.fillFromFirst('down')).toBe(1);
    expect([column('item'), column('tax')]).toEqual([
      ['one', 'one'],
      ['0.1', '0.2'],
    ]);
    model.undo();
    mark(1, 0, 1, 0);
    model.fillFromFirst('down');
    expect(column('item')).toEqual(['one', 'one']);
    model.undo();
    model.fill({ top: 1, bottom: 1, left: 0, right: 0 }, { top: 0, bottom: 1, left: 0, right: 0 });
    expect(column('item')).toEqual(['two', 'two']);
  });

  it('are copied with a new id, moved, removed, and come back', () => {
    model.copyRows();
    expect(rows().map(({ id, item }) => [id, item])).toEqual([
      ['a', 'one'],
      ['new-1', 'one'],
      ['b', 'two'],
    ]);
    expect(model.selection.cell.row).toBe(1);
    model.moveRows(1);
    expect(column('item')).toEqual(['one', 'two', 'one']);
    model.moveRows(1);
    expect(column('item')).toEqual(['one', 'two', 'one']);
    mark(0, 0, 1, 0);
    model.removeRows();
    expect(rows().map(({ id }) => id)).toEqual(['new-1']);
    while (model.canUndo) model.undo();
    expect(column('item')).toEqual(['one', 'two']);
  });

  it('look for a record that is named, and take it in wherever its row is by then', () => {
    const { named } = model.enter([{ row: 1, col: 3, text: ' P1 ' }]);
    expect(named).toMatchObject([{ row: 1, text: 'P1' }]);
    expect(model.flawAt(1, 3)).toEqual({ text: 'P1', sentence: 'looking' });
    model.insertRows(0, 1);
    const pointer = { id: 'p', number: 'P1', name: 'Partner' };
    model.settle([{ id: 'b', name: 'buyer', text: 'P1', value: pointer, flaw: null }]);
    expect(model.valueAt(2, 3)).toEqual(pointer);
    // An answer that comes after somebody wrote something else is no answer any more.
    model.enter([{ row: 2, col: 3, text: 'P2' }]);
    model.settle([{ id: 'b', name: 'buyer', text: 'P1', value: pointer, flaw: null }]);
    expect(model.flawAt(2, 3)?.text).toBe('P2');
    while (model.canUndo) model.undo();
    expect(column('buyer')).toEqual([null, null]);
  });

  it('can still be undone after somebody else worked out their values, and after they were saved', () => {
    model.enter([{ row: 0, col: 1, text: '5' }]);
    model.enter([{ row: 2, col: 0, text: 'three' }]);
    const saved = rows().map((row, index) => ({
      ...row,
      tax: '0.5',
      id: index === 2 ? 'saved' : row['id']!,
    }));
    model.take(saved);
    model.undo();
    expect(rows()).toHaveLength(2);
    model.undo();
    expect(rows()[0]).toMatchObject({ amount: '1', tax: '0.5' });
  });

  it('are not lost to somebody who draws anew before hearing of the change', () => {
    const before = [...rows()];
    model.enter([{ row: 2, col: 0, text: 'new' }]);
    const after = [...rows()];
    model.take([...before]);
    expect(column('item')).toEqual(['one', 'two', 'new']);
    model.take(after);
    // Once it was heard of, the same rows as before are what somebody went back to.
    model.take([...before]);
    expect(column('item')).toEqual(['one', 'two']);
  });

  it('forget their history when they are other rows, and keep the current cell inside', () => {
    model.enter([{ row: 1, col: 0, text: 'x' }]);
    model.selection = at(2, 0);
    model.take([{ id: 'z', item: 'other' }]);
    expect(model.canUndo).toBe(false);
    expect(model.selection.cell).toEqual({ row: 1, col: 0 });
  });

  it('empty what is theirs to empty', () => {
    mark(0, 0, 1, 2);
    expect(model.clear()).toBe(2);
    expect([column('item'), column('amount'), column('tax')]).toEqual([
      [null, null],
      [null, null],
      ['0.1', '0.2'],
    ]);
  });
});
