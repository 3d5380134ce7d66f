import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogAction, LogEntry } from './design-log.ts';
import { historyOf, redoable, stepsOf, undoable, wholeSteps } from './design-log.ts';
import type { DesignStep } from './steps/design-step.ts';
import { conflict } from './touches.ts';

const label = (en: string) => ({ zh: en, en });
const set = (target: string, form = 'item'): DesignStep => ({ do: 'set', form, target, value: target });
const ann = { id: 'a', name: 'Ann' };
const ben = { id: 'b', name: 'Ben' };

function logged(...all: readonly (readonly [LogEntry['by'], LogAction])[]): readonly LogEntry[] {
  return all.map(([by, does], at) => ({ n: at + 1, by, at: '2026-01-01T00:00:00.000Z', does }));
}
const take = (target: string): LogAction => ({ do: 'take', step: set(target) });
/** Typed into the box of `target` during a stay in it. */
const type = (target: string, value: string, typed: string): LogAction => ({
  do: 'take',
  step: { do: 'set', form: 'item', target, value, typed },
});
const emptied = (target: string, typed: string): LogAction => ({
  do: 'take',
  step: { do: 'reset', form: 'item', target, typed },
});
const values = (log: readonly LogEntry[]) =>
  wholeSteps(log).map((step) => (step.do === 'set' ? step.value : step.do));
const held = (log: readonly LogEntry[]) => stepsOf(log).map(({ n }) => n);

describe('a log', () => {
  it('counts what was not undone, of each person his own', () => {
    const log = logged([ann, take('a')], [ben, take('b')], [ann, take('c')], [ann, { do: 'undo', of: 3 }]);
    expect(held(log)).toEqual([1, 2]);
    expect([undoable(log, 'a')?.n, undoable(log, 'b')?.n, undoable(log, 'c')?.n]).toEqual([1, 2, undefined]);
    expect([redoable(log, 'a')?.n, redoable(log, 'b')?.n]).toEqual([3, undefined]);
    const again = [...log, { ...logged([ann, { do: 'redo', of: 3 }])[0], n: 5 } as LogEntry];
    expect(held(again)).toEqual([1, 2, 3]);
    expect(redoable(again, 'a')).toBeUndefined();
  });

  it('goes back to a point, and the way back is undone like a step', () => {
    const log = logged(
      [ann, take('a')],
      [ann, { do: 'point', name: 'good' }],
      [ann, take('b')],
      [ben, take('c')],
      [ann, { do: 'return', to: 2 }],
      [ben, take('d')],
    );
    expect(held(log)).toEqual([1, 6]);
    const back = [...log, { ...logged([ann, { do: 'undo', of: 5 }])[0], n: 7 } as LogEntry];
    expect(held(back)).toEqual([1, 3, 4, 6]);
    const again = [...back, { ...logged([ann, { do: 'redo', of: 5 }])[0], n: 8 } as LogEntry];
    expect(held(again)).toEqual([1, 6]);
  });

  it('has what was typed into a box without leaving it as one step, which is undone and redone as one', () => {
    const typed = logged(
      [ann, take('a')],
      [ann, type('label', 'N', '1')],
      [ann, type('label', 'Na', '1')],
      [ben, take('b')],
      [ann, emptied('label', '1')],
      [ann, type('label', 'Name', '1')],
    );
    expect(values(typed)).toEqual(['a', 'b', 'Name']);
    expect(held(typed)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(historyOf(typed).map(({ n, isActive }) => [n, isActive])).toEqual([
      [1, true],
      [4, true],
      [6, true],
    ]);
    const undone = [...typed, { ...logged([ann, { do: 'undo', of: 6 }])[0], n: 7 } as LogEntry];
    expect([held(undone), undoable(undone, 'a')?.n]).toEqual([[1, 4], 1]);
    expect(historyOf(undone).map(({ n, isActive }) => [n, isActive])).toEqual([
      [1, true],
      [4, true],
      [6, false],
    ]);
    const again = [
      ...undone,
      { ...logged([ann, { do: 'redo', of: redoable(undone, 'a')?.n ?? 0 }])[0], n: 8 } as LogEntry,
    ];
    expect(held(again)).toEqual(held(typed));
    // A person who goes on then, still in the box, goes on with something new.
    const further = [...again, { ...logged([ann, type('label', 'Names', '1')])[0], n: 9 } as LogEntry];
    expect(values(further)).toEqual(['a', 'b', 'Name', 'Names']);
  });

  it('has several steps of one change each, which are undone and redone as one', () => {
    const part = (target: string, together: string): LogAction => ({
      do: 'take',
      step: { ...set(target), together },
    });
    const log = logged(
      [ann, part('a', '1')],
      [ann, part('b', '2')],
      [ben, take('c')],
      [ann, part('d', '2')],
      [ann, { do: 'undo', of: 4 }],
    );
    expect(values(log.slice(0, 4))).toEqual(['a', 'b', 'c', 'd']);
    expect([held(log), undoable(log, 'a')?.n, redoable(log, 'a')?.n]).toEqual([[1, 3], 1, 4]);
    const again = [...log, { ...logged([ann, { do: 'redo', of: 4 }])[0], n: 6 } as LogEntry];
    expect(held(again)).toEqual([1, 2, 3, 4]);
  });

  it.each<[string, readonly LogAction[]]>([
    ['another stay in the box', [type('label', 'x', '1'), type('label', 'y', '2')]],
    ['another box', [type('label', 'x', '1'), type('help', 'y', '1')]],
    ['something else in between', [type('label', 'x', '1'), take('a'), type('label', 'y', '1')]],
    [
      'a moment that was named in between',
      [type('label', 'x', '1'), { do: 'point', name: 'p' }, type('label', 'y', '1')],
    ],
    ['what nobody says was typed', [take('label'), take('label')]],
  ])('has more than one step for %s', (_, actions) => {
    const steps = actions.filter(({ do: does }) => does === 'take').length;
    expect(values(logged(...actions.map((does) => [ann, does] as const)))).toHaveLength(steps);
    // Nor is anything of another person's what one went on with.
    expect(values(logged(...actions.map((does, at) => [at === 0 ? ben : ann, does] as const)))).toHaveLength(
      steps,
    );
  });

  it('keeps apart what was typed before and after a moment that somebody else named', () => {
    const log = logged(
      [ann, type('label', 'N', '1')],
      [ben, { do: 'point', name: 'good' }],
      [ann, type('label', 'Na', '1')],
      [ann, { do: 'undo', of: 3 }],
    );
    expect(values(log)).toEqual(['N']);
  });

  it('goes back into the midst of what was typed, and has what stood there then', () => {
    const log = logged(
      [ann, type('label', 'N', '1')],
      [ann, type('label', 'Na', '1')],
      [ann, { do: 'return', to: 1 }],
    );
    expect([values(log), historyOf(log).map(({ n }) => n)]).toEqual([['N'], [1]]);
    const back = [...log, { ...logged([ann, { do: 'undo', of: 3 }])[0], n: 4 } as LogEntry];
    expect(values(back)).toEqual(['Na']);
  });

  it('undone and redone to the end it is as it was, whatever was done', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('take', 'type', 'undo', 'redo', 'return'), { maxLength: 25 }),
        (wishes) => {
          const log: LogEntry[] = [];
          const add = (does: LogAction) => log.push({ n: log.length + 1, by: ann, at: '', does });
          for (const wish of wishes) {
            const undo = undoable(log, 'a');
            const redo = redoable(log, 'a');
            if (wish === 'take') add(take(`t${log.length}`));
            else if (wish === 'type') add(type('label', `t${log.length}`, '1'));
            else if (wish === 'undo' && undo) add({ do: 'undo', of: undo.n });
            else if (wish === 'redo' && redo) add({ do: 'redo', of: redo.n });
            else if (wish === 'return' && log.length > 0)
              add({ do: 'return', to: Math.floor(log.length / 2) });
          }
          const before = held(log);
          expect(values(log)).toEqual(
            historyOf(log)
              .filter(({ isActive }) => isActive)
              .map(({ n }) => `t${n - 1}`),
          );
          let undone = 0;
          for (let last = undoable(log, 'a'); last && undone < 60; last = undoable(log, 'a'), undone++)
            add({ do: 'undo', of: last.n });
          expect(held(log)).toEqual([]);
          for (let at = 0; at < undone; at++) {
            const next = redoable(log, 'a');
            if (next) add({ do: 'redo', of: next.n });
          }
          expect(held(log)).toEqual(before);
        },
      ),
    );
  });
});

describe('two steps', () => {
  const field = { name: 'local_x', kind: 'text', label: label('x') };
  it.each([
    [
      'of one property conflict',
      set('fields/a/label'),
      set('fields/a/label'),
      'local/forms/item/fields/a/label',
    ],
    ['of two properties do not', set('fields/a/label'), set('fields/a/help'), undefined],
    ['of two forms do not', set('label'), set('label', 'order'), undefined],
    ['of two layers do not', set('label'), { ...set('label'), layer: 'mine' }, undefined],
    [
      'of a field and its removal do',
      set('fields/a/label'),
      { do: 'remove', form: 'item', place: 'fields/a' },
      'local/forms/item/fields/a/label',
    ],
    [
      'of fields that begin alike do not',
      set('fields/a/label'),
      { do: 'remove', form: 'item', place: 'fields/ab' },
      undefined,
    ],
    [
      'that add the same do',
      { do: 'add-field', form: 'item', content: field },
      { do: 'add-field', form: 'item', content: field },
      'local/forms/item/fields/local_x',
    ],
    [
      'that place two fields do not',
      { do: 'place', form: 'item', place: 'fields/a', in: 'g' },
      { do: 'place', form: 'item', place: 'fields/b', in: 'g' },
      undefined,
    ],
    [
      'that place one do',
      { do: 'place', form: 'item', place: 'fields/a', in: 'g' },
      { do: 'place', form: 'item', place: 'fields/a' },
      'local/forms/item/fields/a/(place)',
    ],
    [
      'of a file and what is in it do',
      set('label'),
      { do: 'write-file', path: 'extensions/item.json', content: { extends: 'item' } },
      'local/forms/item/label',
    ],
    [
      'of a print and its file do',
      { do: 'remove-print', form: 'item', name: 'slip' },
      { do: 'write-file', path: 'prints/a.json', content: { form: 'item', name: 'slip' } },
      'local/forms/item/prints/slip',
    ],
    [
      'of two prints do not',
      { do: 'remove-print', form: 'item', name: 'slip' },
      { do: 'remove-print', form: 'item', name: 'tag' },
      undefined,
    ],
    [
      'of a parameter do',
      { do: 'remove-param', type: 't', key: 'k' },
      set('params/t/k/label', ''),
      'local/params/t/k/label',
    ],
    [
      'of the menu do',
      { do: 'remove-menu', path: 'a' },
      { do: 'set-menu', path: 'a', properties: { order: 1 } },
      'local/menu/a',
    ],
    [
      'of moved fields do',
      { do: 'move-into-rows', form: 'item', fields: ['a'], into: 'lines' },
      set('fields/a/label'),
      'local/forms/item/fields/a/label',
    ],
    [
      'of an option and its merging do',
      { do: 'merge-options', form: 'item', field: 'c', values: { a: 'b' } },
      { do: 'add-option', form: 'item', field: 'c', content: { value: 'z', label: label('z') } },
      'local/forms/item/fields/c/options/z',
    ],
  ] as const)('%s', (_, one, other, where) => {
    expect(conflict(one as DesignStep, other as DesignStep)).toBe(where);
    expect(conflict(other as DesignStep, one as DesignStep)).toBe(where);
  });
});
