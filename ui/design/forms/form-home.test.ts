import { describe, expect, it } from 'vitest';
import type { Drawn, FormLine } from '../work/bench-shapes.ts';
import { homeOf, homes } from './form-home.ts';

const label = (en: string) => ({ zh: en, en });
const form = (id: string, path: string, more: Partial<FormLine> = {}) =>
  ({
    id,
    name: id,
    label: label(id),
    menu: { path, order: 1 },
    kind: 'master',
    package: 'shop',
    ...more,
  }) as FormLine;

const menu = ['stock', 'sales', 'own', 'system'].map((path) => ({ path, label: label(path) }));
const lines = [
  form('item', 'stock'),
  form('order', 'sales', { kind: 'document' }),
  form('user', 'system', { kind: 'platform', package: 'platform' }),
];
const own = form('note', 'own', { package: 'local' });
const home = (all: readonly FormLine[], kind: string, ...recent: readonly string[]) =>
  homeOf(
    { menu, lines: all } as unknown as Drawn,
    kind,
    recent.map((id) => ({ id })),
  );

describe('a new form stands in the menu', () => {
  it.each<[string, readonly FormLine[], string, readonly string[], object]>([
    ['beside the form one comes from', [...lines, own], 'master', ['order', 'note'], { path: 'sales' }],
    [
      'beside the last one that is of no platform',
      [...lines, own],
      'master',
      ['user', 'item'],
      { path: 'stock' },
    ],
    ['beside one’s own where nothing was opened yet', [...lines, own], 'document', [], { path: 'own' }],
    ['beside its like where one has none', lines, 'document', ['gone'], { path: 'sales' }],
    [
      'not in the folder of a package that nobody declared',
      [...lines, form('part', 'parts', { package: 'parts' })],
      'document',
      ['part'],
      { path: 'sales' },
    ],
    ['in a folder of its own where there is none', lines.slice(2), 'master', ['user'], { fresh: '业务' }],
  ])('%s', (_, all, kind, recent, expected) => {
    expect(home(all, kind, ...recent)).toEqual(expected);
  });
});

it('each place where a new form may stand is one that can be chosen, by what people call it', () => {
  const all = [...lines, form('memo', 'local', { package: 'local' })];
  const offered = homes({ menu, lines: all } as unknown as Drawn);
  expect(home(all, 'master', 'memo')).toEqual({ path: 'local' });
  expect(offered.find(({ path }) => path === 'local')?.text).toBe('本地调整');
  expect(homes({ menu, lines } as unknown as Drawn).map(({ path }) => path)).not.toContain('local');
});
