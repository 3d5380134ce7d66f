import { describe, expect, it } from 'vitest';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import { formsIn, type MenuNode, menuTree, trail } from './menu-tree.ts';
import { orgLines, orgsWith } from './org-options.ts';

const label = (text: string) => ({ zh: text, en: text });
const form = (name: string, path?: string, order = 100): FormOutline => ({
  id: name,
  name,
  kind: 'master',
  label: label(name),
  listLabel: label(name),
  package: 'p',
  sharing: null,
  match: false,
  actions: [],
  ...(path === undefined ? {} : { menu: { path, order } }),
});
const outline = (nodes: readonly MenuNode[]): unknown[] =>
  nodes.map(({ form: leaf, path, inside }) => leaf?.name ?? [path, ...outline(inside)]);

describe('the menu', () => {
  const folders = [
    { path: 'cloud', label: label('cloud'), order: 2 },
    { path: 'cloud/data', label: label('data'), order: 5 },
    { path: 'platform', label: label('platform'), order: 9 },
    { path: 'empty', label: label('empty'), order: 1 },
  ];
  const forms = [form('title', 'cloud/data', 2), form('item', 'cloud/data', 1), form('invoice', 'cloud', 1)];

  it('folders and forms stand in their order, empty folders are left out, so are forms without a place', () => {
    expect(outline(menuTree(folders, [...forms, form('hidden')]))).toEqual([
      ['cloud', 'invoice', ['cloud/data', 'item', 'title']],
    ]);
  });

  it.each([
    ['readers, who know their names alone', ['read', 'export', 'history', 'match'], []],
    ['who manages them', ['read', 'edit'], ['user', 'role']],
  ])('users and roles are no pages for %s', (_, actions, expected) => {
    const people = ['user', 'role'].map((name) => ({ ...form(name, 'platform'), actions }));
    const read = { ...form('item', 'platform'), actions: ['read'] };
    expect(outline(menuTree(folders, [...people, read]))).toEqual([
      ['platform', ...['item', ...expected].toSorted()],
    ]);
  });

  it('a folder nobody declared is there all the same when something lies below it', () => {
    const tree = menuTree([{ path: 'a/b', label: label('b') }], [form('x', 'a/b')]);
    expect(outline(tree)).toEqual([['a', ['a/b', 'x']]]);
  });

  it('knows the way to a form, and all forms in order', () => {
    const tree = menuTree(folders, forms);
    expect(trail(tree, 'title').map(({ path }) => path)).toEqual(['cloud', 'cloud/data', 'cloud/data#title']);
    expect(trail(tree, 'unknown')).toEqual([]);
    expect(formsIn(tree).map(({ name }) => name)).toEqual(['invoice', 'item', 'title']);
  });
});

describe('organisations to choose from', () => {
  const org = (id: string, parent: string | null) => ({ id, number: `N-${id}`, name: `组织${id}`, parent });
  const lines = orgLines([org('1', null), org('2', '1'), org('3', '2'), org('9', 'unseen')]);

  it('know how deep they lie and what is above them', () => {
    expect(lines.map(({ id, depth, path }) => [id, depth, path])).toEqual([
      ['1', 0, ''],
      ['2', 1, '组织1'],
      ['3', 2, '组织1 / 组织2'],
      ['9', 0, ''],
    ]);
  });

  it.each([
    ['by name', '组织3', ['3']],
    ['by number, whatever the case', 'n-2', ['2']],
    ['all without a text', '  ', ['1', '2', '3', '9']],
    ['none', 'x', []],
  ])('are found %s', (_, text, expected) => {
    expect(orgsWith(lines, text).map(({ id }) => id)).toEqual(expected);
  });
});
