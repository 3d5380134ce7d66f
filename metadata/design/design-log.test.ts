import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogAction, LogEntry } from './design-log.ts';
import { redoable, stepsOf, undoable } from './design-log.ts';
import type { DesignStep } from './design-step.ts';
import { conflict } from './touches.ts';

const label = (en: string) => ({ zh: en, en });
const set = (target: string, form = 'item'): DesignStep => ({ do: 'set', form, target, value: target });
const ann = { id: 'a', name: 'Ann' };
const ben = { id: 'b', name: 'Ben' };

function logged(...all: readonly (readonly [LogEntry['by'], LogAction])[]): readonly LogEntry[] {
  return all.map(([by, does], at) => ({ n: at + 1, by, at: '2026-01-01T00:00:00.000Z', does }));
}
const take = (target: string): LogAction => ({ do: 'take', step: set(target) });
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

  it('undone and redone to the end it is as it was, whatever was done', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('take', 'undo', 'redo', 'return'), { maxLength: 25 }),
        (wishes) => {
          const log: LogEntry[] = [];
          const add = (does: LogAction) => log.push({ n: log.length + 1, by: ann, at: '', does });
          for (const wish of wishes) {
            const undo = undoable(log, 'a');
            const redo = redoable(log, 'a');
            if (wish === 'take') add(take(`t${log.length}`));
            else if (wish === 'undo' && undo) add({ do: 'undo', of: undo.n });
            else if (wish === 'redo' && redo) add({ do: 'redo', of: redo.n });
            else if (wish === 'return' && log.length > 0)
              add({ do: 'return', to: Math.floor(log.length / 2) });
          }
          const before = held(log);
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
