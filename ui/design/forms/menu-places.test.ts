import { describe, expect, it } from 'vitest';
import type { FormLine } from '../work/bench-shapes.ts';
import { menuLines, stepsOfMove } from './menu-places.ts';

const label = (en: string) => ({ zh: en, en });
const folder = (path: string, order?: number) => ({
  path,
  label: label(path),
  ...(order === undefined ? {} : { order }),
});
const form = (id: string, path: string, order: number) =>
  ({ id, name: id, label: label(id), menu: { path, order } }) as FormLine;

const lines = menuLines(
  [folder('b', 20), folder('a', 10), folder('a/in'), folder('empty')],
  [form('last', 'a', 900), form('first', 'a', 1), form('second', 'a', 2), form('deep', 'a/in', 5)],
);
const named = (key: string) => {
  const found = lines.find((one) => one.key === key);
  if (!found) throw new Error(`no ${key}`);
  return found;
};

describe('the menu in the designer', () => {
  it('stands as at the side of every page, with what is empty', () => {
    expect(lines.map(({ key, level }) => `${' '.repeat(level)}${key}`)).toEqual([
      ...['a', ' first', ' second', ' a/in', '  deep', ' last', 'b', 'empty'],
    ]);
  });

  it('keeps a folder where it is while its name is typed', () => {
    const menu = [{ ...folder('a'), label: label('Zebra') }, folder('b'), folder('c')];
    expect(menuLines(menu, []).map(({ key }) => key)).toEqual(['b', 'c', 'a']);
    const held = menuLines(menu, [], new Map(), folder('a'));
    expect(held.map(({ key, label: { en } }) => [key, en])).toEqual([
      ...[
        ['a', 'Zebra'],
        ['b', 'b'],
        ['c', 'c'],
      ],
    ]);
  });

  it('has forms that say no place in the folder of their package, which is nobody’s to change', () => {
    const own = { ...form('mine', 'local', 100), package: 'local' } as FormLine;
    const all = menuLines([folder('a')], [own], new Map([['local', label('Local')]]));
    expect(
      all.map(({ key, label: { en }, in: inside, folder: declared }) => [key, en, inside, declared?.path]),
    ).toEqual([
      ['a', 'a', '', 'a'],
      ['local', 'Local', '', undefined],
      ['mine', 'mine', 'local', undefined],
    ]);
  });

  it.each([
    ['between two that have room', 'a/in', 1, [['a/in', 910]]],
    ['before the first', 'second', -1, [['second', -9]]],
    ['beyond the last', 'b', 1, [['b', 110]]],
    ['nowhere from the end', 'empty', 1, []],
    ['nowhere from the beginning', 'first', -1, []],
  ] as const)('goes %s', (_, key, step, wanted) => {
    expect(
      stepsOfMove(lines, named(key), step).map((one) =>
        one.do === 'set-menu'
          ? [one.path, one.properties.order]
          : one.do === 'set'
            ? [one.form, (one.value as { order: number }).order]
            : [],
      ),
    ).toEqual(wanted);
  });

  it('is numbered anew where there is no room between two', () => {
    const crowd = menuLines([], [form('x', '', 1), form('y', '', 2), form('z', '', 3)]);
    const [x] = crowd;
    if (!x) throw new Error('there are three');
    expect(stepsOfMove(crowd, x, 1)).toEqual([
      { do: 'set', form: 'y', target: 'menu', value: { path: '', order: 10 } },
      { do: 'set', form: 'x', target: 'menu', value: { path: '', order: 20 } },
      { do: 'set', form: 'z', target: 'menu', value: { path: '', order: 30 } },
    ]);
  });
});
