import { expect, it } from 'vitest';
import type { SeenSetting } from '../../metadata/contract/params/value.ts';
import { heirsOf, type InheritanceNode, inheritanceTree } from './inheritance-tree.ts';

const org = (id: string, parent: string | null) => ({ id, number: id, name: id, parent });
const orgs = [
  org('root', null),
  org('north', 'root'),
  org('city', 'north'),
  org('town', 'city'),
  org('south', 'root'),
];
const saidBy = (id: string): SeenSetting => ({
  ...{ id: `v-${id}`, revision: 1, key: 'K', scope: 'organisation', org: { id, number: id, name: id } },
  ...{ value: 1, raw: null, validFrom: null, validTo: null, locked: false, by: null, at: null, reason: null },
});
const outline = ({ org: { id }, said, tells, below }: InheritanceNode): string =>
  `${id}${said.length > 0 ? '!' : ''}${tells ? '' : '~'}${below.length > 0 ? `(${below.map(outline).join(' ')})` : ''}`;

it.each([
  ['nobody: all are silent', 'root', [], 'root~(north~(city~(town~)) south~)', 4],
  ['one deep below: those above him tell', 'root', ['city'], 'root(north(city!(town~)) south~)', 3],
  ['the top itself is no heir', 'root', ['root'], 'root!(north~(city~(town~)) south~)', 4],
  ['from another place down', 'north', ['south', 'town'], 'north(city(town!))', 1],
  ['an organisation that nobody knows has nobody below', 'nowhere', ['city'], 'nowhere~', 0],
])('who sets what: %s', (_, top, said, drawn, heirs) => {
  const tree = inheritanceTree(orgs, top, said.map(saidBy));
  expect([outline(tree), heirsOf(tree)]).toEqual([drawn, heirs]);
});
