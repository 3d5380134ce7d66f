import { expect, it } from 'vitest';
import type { FormOutline } from '../../../metadata/contract/forms/outline.ts';
import type { Grant } from './role-data.ts';
import { type Reference, readingOf, unreadTargets } from './unread-targets.ts';

const forms: readonly FormOutline[] = (
  [
    ['device', 'master'],
    ['site', 'master'],
    ['loan', 'document'],
    ['repair', 'document'],
    ['user', 'platform'],
    ['organisation', 'platform'],
  ] as const
).map(([id, kind]) => ({ id, name: id, kind }) as unknown as FormOutline);
const grant = (form: string, ...actions: readonly string[]): Grant => ({
  ...{ form, actions, moreActions: null, scope: 'subtree' },
  ...{ withheld: [], limitedBy: [], readable: [], writable: [] },
});
const references: readonly Reference[] = [
  { from: 'loan', target: 'site', required: false },
  { from: 'loan', target: 'device', required: true },
  { from: 'loan', target: 'organisation', required: true },
  { from: 'loan', target: 'loan', required: false },
  { from: 'repair', target: 'site', required: true },
  { from: 'repair', target: 'user', required: false },
  { from: 'repair', target: 'gone', required: true },
];
const formById = (id: string) => forms.find((form) => form.id === id);
const find = (grants: readonly Grant[]) => unreadTargets(grants, references, formById);

it.each<readonly [says: string, grants: readonly Grant[], unread: readonly string[]]>([
  ['what is granted to nobody lacks nothing', [], []],
  ['nor does what is only read', [grant('loan', 'read'), grant('repair', 'read', 'export')], []],
  ['those that must be filled in come first', [grant('loan', 'read', 'create')], ['device!', 'site']],
  [
    'what one of two forms asks for is asked for',
    [grant('loan', 'create'), grant('repair', 'edit')],
    ['site!', 'device!', 'user'],
  ],
  ['what is read is seen', [grant('loan', 'create'), grant('device', 'read'), grant('site', 'all')], []],
  [
    'a right that is not reading shows none',
    [grant('loan', 'all'), grant('site', 'edit')],
    ['device!', 'site'],
  ],
  ['all business forms are read by one grant', [grant('*', 'read'), grant('loan', 'create')], []],
  ['the platform’s forms are not read with those', [grant('*', 'read'), grant('repair', 'create')], ['user']],
])('%s', (_, grants, unread) => {
  expect(find(grants).map(({ form, required }) => form.id + (required ? '!' : ''))).toEqual(unread);
});

it('nothing is left once reading was granted, in the organisations of the form that refers to it', () => {
  const grants = [grant('loan', 'read', 'create'), grant('repair', 'create')];
  const more = find(grants).map(readingOf);
  expect(more.map(({ actions, scope }) => [...actions, scope])).toEqual(more.map(() => ['read', 'subtree']));
  expect(find([...grants, ...more])).toEqual([]);
});
