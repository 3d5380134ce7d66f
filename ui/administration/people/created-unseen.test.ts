import { expect, it } from 'vitest';
import type { FormOutline } from '../../../metadata/contract/forms/outline.ts';
import { createdUnseen } from './created-unseen.ts';
import type { Grant } from './role-data.ts';

const forms: readonly FormOutline[] = (
  [
    ['item', 'master'],
    ['order', 'document'],
    ['user', 'platform'],
  ] as const
).map(([id, kind]) => ({ id, name: id, kind }) as unknown as FormOutline);
const grant = (form: string, ...actions: readonly string[]): Grant => ({
  ...{ form, actions, moreActions: null, scope: 'own' },
  ...{ withheld: [], limitedBy: [], readable: [], writable: [] },
});

it.each<readonly [says: string, grants: readonly Grant[], unseen: readonly (string | null)[]]>([
  ['what is read is seen', [grant('item', 'read', 'create')], []],
  ['what is created alone is not', [grant('item', 'create'), grant('order', 'read')], ['item']],
  ['all business forms are read by one grant', [grant('*', 'read'), grant('item', 'create')], []],
  ['all rights have reading in them', [grant('*', 'all'), grant('item', 'create')], []],
  ['a grant of all business forms may lack it itself', [grant('*', 'create')], [null]],
  ['some of which are read by grants of their own', [grant('*', 'create'), grant('item', 'read')], [null]],
  ['the platform’s forms are none of them', [grant('*', 'create'), grant('user', 'create')], [null, 'user']],
  ['nor are they read with those', [grant('*', 'read'), grant('user', 'create')], ['user']],
])('%s', (_, grants, unseen) => {
  const found = createdUnseen(grants, (id) => forms.find((form) => form.id === id));
  expect(found.map((form) => form?.id ?? null)).toEqual(unseen);
});
