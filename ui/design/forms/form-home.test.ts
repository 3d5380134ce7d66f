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
const home = (all: readonly FormLine[], ...recent: readonly string[]) =>
  homeOf(
    { menu, lines: all } as unknown as Drawn,
    [{ name: 'made', designed: true }],
    recent.map((id) => ({ id })),
  );

describe('a new form stands in the menu', () => {
  it.each<[string, readonly FormLine[], readonly string[], object]>([
    [
      'beside the form of one’s own that was opened last',
      [...lines, own, form('sheet', 'stock', { package: 'made' })],
      ['order', 'sheet', 'note'],
      { path: 'stock' },
    ],
    ['beside one’s own where others were opened', [...lines, own], ['user', 'item'], { path: 'own' }],
    ['beside one’s own where nothing was opened yet', [...lines, own], [], { path: 'own' }],
    [
      'not in the folder of a package that nobody declared',
      [...lines, form('part', 'parts', { package: 'made' })],
      ['part'],
      { fresh: '自建表单' },
    ],
    ['in a folder of its own where one has none yet', lines, ['order'], { fresh: '自建表单' }],
  ])('%s', (_, all, recent, expected) => {
    expect(home(all, ...recent)).toEqual(expected);
  });
});

it('each place where a new form may stand is one that can be chosen, by what people call it', () => {
  const all = [...lines, form('memo', 'local', { package: 'local' })];
  const offered = homes({ menu, lines: all } as unknown as Drawn);
  expect(home(all, 'memo')).toEqual({ path: 'local' });
  expect(offered.find(({ path }) => path === 'local')?.text).toBe('本地调整');
  expect(homes({ menu, lines } as unknown as Drawn).map(({ path }) => path)).not.toContain('local');
});
