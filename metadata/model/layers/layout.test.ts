import { describe, expect, it } from 'vitest';
import { completeLayout } from './layout.ts';

const label = { zh: '组', en: 'Group' };
const field = (id: string, rows = false) => ({ id, label, hidden: false, ...(rows ? { rows: {} } : {}) });
const sometimes = { fact: 'kind', operator: 'equal', value: 'a' } as const;
const group = (name: string, fields: readonly string[], visible?: typeof sometimes | boolean) => ({
  ...{ name, fields },
  ...(visible === undefined ? {} : { visible }),
});
const tab = (name: string, groups: ReturnType<typeof group>[], visible?: typeof sometimes) => ({
  ...{ name, label, groups },
  ...(visible ? { visible } : {}),
});
const stands = (tabs: ReturnType<typeof tab>[], fields: readonly ReturnType<typeof field>[]) =>
  completeLayout({ tabs }, fields).tabs.map((one) => [
    one.name,
    ...one.groups.map((part) => `${part.name}: ${part.fields.join(' ')}`),
  ]);

const all = [field('a'), field('b'), field('new')];

describe('a field that nobody placed', () => {
  it.each<readonly [sentence: string, found: unknown, expected: unknown]>([
    [
      'stands at the end of the last group',
      stands([tab('t', [group('g', ['a']), group('h', ['b'])])], all),
      [['t', 'g: a', 'h: b new']],
    ],
    [
      'not in a group that is shown sometimes',
      stands([tab('t', [group('g', ['a']), group('h', ['b'], sometimes)])], all),
      [['t', 'g: a new', 'h: b']],
    ],
    [
      'nor in one that is never shown',
      stands([tab('t', [group('g', ['a']), group('h', ['b'], false)])], all),
      [['t', 'g: a new', 'h: b']],
    ],
    [
      'nor in a tab that is shown sometimes',
      stands([tab('t', [group('g', ['a'])]), tab('u', [group('h', ['b'])], sometimes)], all),
      [
        ['t', 'g: a new'],
        ['u', 'h: b'],
      ],
    ],
    [
      'but in a group of its own where all are shown sometimes',
      stands([tab('t', [group('main', ['a', 'b'], sometimes)])], all),
      [['t', 'main: a b', 'main2: new']],
    ],
    [
      'or in a tab of its own where all tabs are',
      stands([tab('t', [group('g', ['a', 'b'])], sometimes)], all),
      [
        ['t', 'g: a b'],
        ['main', 'main: new'],
      ],
    ],
    [
      'rows stand in a tab that is always shown, too',
      stands(
        [tab('t', [group('g', ['a'])]), tab('u', [group('h', ['b'])], sometimes)],
        [...[field('a'), field('b'), field('lines', true)]],
      ),
      [
        ['t', 'g: a', 'lines: lines'],
        ['u', 'h: b'],
      ],
    ],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected));
});
