import { describe, expect, it } from 'vitest';
import type { OrgNode } from '../model/org-tree.ts';
import { mayMove, treeRows } from './tree-rows.ts';

const node = (id: string, parent: string | null, more: Partial<OrgNode> = {}): OrgNode => ({
  id,
  number: id.toUpperCase(),
  name: id,
  parent: parent === null ? null : { id: parent },
  revision: 1,
  taxNumber: null,
  leaf: false,
  enabled: true,
  ...more,
});
const nodes = [
  node('root', null),
  node('east', 'root'),
  node('shanghai', 'east', { taxNumber: '913101' }),
  node('suzhou', 'east', { leaf: true }),
  node('south', 'root'),
];
const lines = (closed: readonly string[] = [], text = '') =>
  treeRows(nodes, new Set(closed), text).map(
    ({ node: { id }, level, open }) => `${level} ${open ? '-' : '+'}${id}`,
  );

describe('rows of the tree', () => {
  it.each([
    ['all are open at first', [], '', ['1 -root', '2 -east', '3 +shanghai', '3 +suzhou', '2 +south']],
    ['what is closed hides what is below', ['east'], '', ['1 -root', '2 +east', '2 +south']],
    ['a text shows what has it, and the way there', [], 'shang', ['1 -root', '2 -east', '3 +shanghai']],
    ['what is found can be closed as well', ['east'], 'SUZ', ['1 -root', '2 +east']],
    ['and by tax number', [], '9131', ['1 -root', '2 -east', '3 +shanghai']],
    ['nothing is shown when nothing has it', [], 'nowhere', []],
  ])('%s', (_, closed, text, expected) => {
    expect(lines(closed, text)).toEqual(expected);
  });

  it.each([
    ['all there are', '', ['root 2', 'east 2', 'shanghai 0', 'suzhou 0', 'south 0']],
    ['those that were found', 'suz', ['root 1', 'east 1', 'suzhou 0']],
    ['none, where it was found itself', 'east', ['root 1', 'east 0']],
  ])('says how many stand right below it: %s', (_, text, expected) => {
    expect(treeRows(nodes, new Set(), text).map(({ node: { id }, inside }) => `${id} ${inside}`)).toEqual(
      expected,
    );
  });

  it('those whose parent one may not see stand at the top', () => {
    const rows = treeRows([node('lost', 'unseen'), node('child', 'lost')], new Set(), '');
    expect(rows.map(({ node: { id }, level }) => [id, level])).toEqual([
      ['lost', 1],
      ['child', 2],
    ]);
  });

  it('says its place among its siblings', () => {
    const places = treeRows(nodes, new Set(), '').map(({ place, siblings }) => `${place}/${siblings}`);
    expect(places).toEqual(['1/1', '1/2', '1/2', '2/2', '2/2']);
  });
});

describe('where one may be moved', () => {
  it.each([
    ['beside its parent', 'shanghai', 'south', true],
    ['up to the root', 'shanghai', 'root', true],
    ['not where it is', 'shanghai', 'east', false],
    ['not below itself', 'east', 'east', false],
    ['not below what is below it', 'east', 'shanghai', false],
    ['not below a leaf', 'south', 'suzhou', false],
    ['the root stays', 'root', 'south', false],
  ])('%s', (_, id, target, expected) => {
    expect(mayMove(nodes, id, target)).toBe(expected);
  });
});
